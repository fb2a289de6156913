"""
Callers and callees of the soak on both sides of a gateway, in one process, so that what both parties of a call saw can be put together.
Prints one line of JSON a second while it calls, and one with everything at the end; then it is still there for what the gateway may want, until
its input is closed.
"""

import argparse
import asyncio
import collections
import gc
import json
import random
import re
import socket
import sys
import time

from calls import KINDS, Call, callee, caller, target
from leg import Leg
from network import INNER, OUTER, PBX, PROVIDERS, Namespace
from sip import ANGLED, T1, Endpoint

PORT = 5060
OUTSIDE, INSIDE = (OUTER, 5080), (INNER, 5060)  # the gateway's listeners
REGISTERED = PROVIDERS[-1]
DIALLED, TRANSFERRED = re.compile(r"\b77(\d{10})\b"), re.compile(r"\b78(\d{10})\b")
END = 60  # seconds beside the limit, after which a party that has not come to its end never will
SAMPLES = 5  # of each kind of surprise


class Peers:
    def __init__(self, loop, args):
        self.loop, self.args = loop, args
        self.chance = random.Random(args.seed)
        self.kinds = [kind for kind in KINDS if kind not in args.left_out]
        self.weights = [KINDS[kind].weight for kind in self.kinds]
        self.calls = []
        self.running = set()
        self.strays = 0
        self.registered = None
        self.registers = 0
        self.latest = 0.0  # seconds a call began later than it should have
        self.providers = [self.endpoint(args.provider, host) for host in PROVIDERS]
        self.pbx = self.endpoint(args.inside, PBX)

    def endpoint(self, namespace, host):
        sock = Namespace(namespace).socket(socket.SOCK_DGRAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        return Endpoint(self.loop, sock, host, PORT, self.invited, self.bound if host == REGISTERED else None)

    def bound(self, register):
        """A registrar that believes everybody."""
        self.registered = ANGLED.search(register["contact"]).group(1)
        self.registers += 1
        return [("Contact", f"<{self.registered}>;expires=60")]

    # calls

    async def begin_all(self):
        begun = self.loop.time()
        total = round(self.args.rate * self.args.seconds)
        while len(self.calls) < total:
            late = self.loop.time() - begun - len(self.calls) / self.args.rate
            if late < 0:
                await asyncio.sleep(-late)
            else:
                self.latest = max(self.latest, late)
                self.begin()

    def begin(self):
        number = len(self.calls)
        kind = self.chance.choices(self.kinds, self.weights)[0]
        incoming = self.chance.random() < 0.5
        provider = self.chance.randrange(len(self.providers))
        more = [] if incoming else [("X-Esg-Account", f"p{provider}")]
        call = Call(number, kind, incoming, self.chance, self.args.limit, more)
        self.calls.append(call)
        endpoint = self.providers[provider] if incoming else self.pbx
        peer = OUTSIDE if incoming else INSIDE
        dialled = f"sip:77{number:010}@{peer[0]}:{peer[1]}"
        known = incoming and endpoint.host == REGISTERED
        leg = Leg.calling(endpoint, f"<sip:77{number:010}@{endpoint.host}>", f"<{dialled}>", self.registered if known else dialled, peer)
        self.play(call, "caller", caller(call, leg))

    def invited(self, endpoint, request, source):
        """An INVITE of the gateway: its numbers tell which call it belongs to."""
        names = f"{request.first} {request['from']} {request['to']}"
        moved, found = TRANSFERRED.search(request.first), DIALLED.search(names)
        role, number = ("target", moved.group(1)) if moved else ("callee", found.group(1) if found else "-1")
        if not 0 <= int(number) < len(self.calls) or role in self.calls[int(number)].said:
            self.strays += 1
            endpoint.respond(request, source, 404, "Not Found")
            return
        call = self.calls[int(number)]
        leg = Leg.called(endpoint, request, source)
        self.play(call, role, target(call, leg) if moved else callee(call, leg))

    def play(self, call, role, part):
        call.said[role] = None

        async def played():
            try:
                call.said[role] = await part
            except Exception as failure:  # a fault of the bench is told like any other end
                call.said[role] = repr(failure)

        task = self.loop.create_task(played())
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    # figures

    def progress(self):
        everybody = [*self.providers, self.pbx]
        return {
            "begun": len(self.calls),
            "parties": len(self.running),
            "repeated": sum(one.repeated for one in everybody),
            "packets": sum(one.packets for one in everybody),
            "late": round(self.latest, 3),
            "cpu": round(time.process_time(), 1),
        }

    def result(self):
        """Calls by their ends; everything that differs from what the kind has to come to is told with samples."""
        ends, surprises = collections.Counter(), collections.defaultdict(list)
        for call in self.calls:
            ends[call.kind] += call.as_expected()
            if not call.as_expected():
                told = ", ".join(f"{role} {said or 'never ended'}" for role, said in sorted(call.said.items()))
                surprises[f"{call.kind}: {told}"].append(f"77{call.number:010} {'in' if call.incoming else 'out'}")
        kinds = collections.Counter(call.kind for call in self.calls)
        return self.progress() | {
            "kinds": {kind: [kinds[kind], ends[kind]] for kind in self.kinds},
            "surprises": {told: [len(which), which[:SAMPLES]] for told, which in surprises.items()},
            "strays": self.strays,
            "registers": self.registers,
        }

    async def tell(self):
        while True:
            print(json.dumps(self.progress()), flush=True)
            await asyncio.sleep(1)

    async def run(self):
        while self.registered is None:
            await asyncio.sleep(T1)
        telling = self.loop.create_task(self.tell())
        await self.begin_all()
        if self.running:
            await asyncio.wait(self.running, timeout=self.args.limit + END)
        telling.cancel()
        print(json.dumps(self.result()), flush=True)
        closed = asyncio.Event()
        self.loop.add_reader(sys.stdin, closed.set)
        await closed.wait()


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("--provider", "--inside"):
        parser.add_argument(name, required=True, help="namespace")
    parser.add_argument("--rate", type=float, required=True, help="calls a second")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--limit", type=float, required=True, help="seconds a party waits for what the gateway has to do")
    parser.add_argument("--left-out", type=lambda text: text.split(",") if text else [], default=[], help="kinds")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


async def main():
    peers = Peers(asyncio.get_running_loop(), arguments())
    await peers.run()


if __name__ == "__main__":
    gc.disable()  # a look at all that is kept took 13 s at 184,000 calls, in which nobody was answered
    asyncio.run(main())
