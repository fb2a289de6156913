"""User agents of the soak: messages, transactions and dialogs of RFC 3261 over UDP, as much as its calls need, many thousand at once in one thread."""

import asyncio
import itertools
import re

T1, T2 = 0.5, 4.0  # seconds, RFC 3261 section 17.1.1.1
GIVE_UP = 64 * T1
KEEP = GIVE_UP + 1  # how long answers are kept for requests that come again
COMPACT = {"v": "via", "f": "from", "t": "to", "i": "call-id", "m": "contact"}
BRANCH = re.compile(r"branch=([^;,\s]+)")
TAG = re.compile(r";\s*tag=([^;,\s]+)")
ANGLED = re.compile(r"<([^>]*)>")
COUNT = itertools.count(1)


class Message:
    __slots__ = ("first", "vias", "headers", "body")

    def __init__(self, data):
        head, _, self.body = data.decode("latin-1").partition("\r\n\r\n")
        lines = head.split("\r\n")
        self.first = lines[0]
        self.vias, self.headers = [], {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            name = COMPACT.get(name, name)
            if name == "via":
                self.vias.append(value.strip())
            else:
                self.headers.setdefault(name, value.strip())

    def __getitem__(self, name):
        return self.headers.get(name, "")

    @property
    def status(self):
        """0 of a request."""
        return int(self.first[8:11]) if self.first.startswith("SIP/2.0 ") else 0

    @property
    def method(self):
        return self["cseq"].split()[-1] if self.status else self.first.split(" ", 1)[0]

    @property
    def cseq(self):
        return int(self["cseq"].split()[0])

    @property
    def branch(self):
        return BRANCH.search(self.vias[0]).group(1)


def contact(message, otherwise):
    found = ANGLED.search(message["contact"])
    return found.group(1) if found else otherwise


def written(first, headers, body=""):
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    if body:
        lines.append("Content-Type: application/sdp")
    lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode("latin-1")


def description(host, direction="sendrecv", version=1):
    lines = ["v=0", f"o=- 1 {version} IN IP4 {host}", "s=-", f"c=IN IP4 {host}", "t=0 0", "m=audio 40000 RTP/AVP 8", "a=rtpmap:8 PCMA/8000"]
    return "\r\n".join([*lines, f"a={direction}", ""])


class Repeating:
    """Sends bytes again and again with growing pauses, until it is stopped or has given up."""

    def __init__(self, endpoint, data, to, longest, lost):
        self.endpoint, self.data, self.to, self.longest, self.lost = endpoint, data, to, longest, lost
        self.pause, self.waited = T1, 0.0
        endpoint.send(data, to)
        self.timer = endpoint.loop.call_later(T1, self.again)

    def again(self):
        self.waited += self.pause
        if self.waited >= GIVE_UP:
            self.lost()
            return
        self.endpoint.repeated += 1
        self.endpoint.send(self.data, self.to)
        self.pause = min(2 * self.pause, self.longest)
        self.timer = self.endpoint.loop.call_later(min(self.pause, GIVE_UP - self.waited), self.again)

    def stop(self):
        self.timer.cancel()


class Asked:
    """A request of ours. Its final answer comes by its future: a Message, or None when there was none in time."""

    def __init__(self, endpoint, data, branch, method, to, on_answer=None):
        self.endpoint, self.branch, self.invite = endpoint, branch, method == "INVITE"
        self.key = (branch, method)
        self.on_answer = on_answer
        self.final = endpoint.loop.create_future()
        self.provisional = endpoint.loop.create_future()
        endpoint.asked[self.key] = self
        self.repeating = Repeating(endpoint, data, to, GIVE_UP if self.invite else T2, lambda: self.end(None))

    def answered(self, message):
        if self.on_answer is not None:
            self.on_answer(message)
        if message.status < 200:
            if self.invite:
                self.repeating.stop()
            if not self.provisional.done():
                self.provisional.set_result(message)
        else:
            self.end(message)

    def end(self, message):
        if self.final.done():
            return
        self.repeating.stop()
        self.final.set_result(message)
        self.endpoint.loop.call_later(KEEP, self.endpoint.asked.pop, self.key, None)


class Endpoint:
    """
    One address that calls and is called.

    :param on_call: given this endpoint, each INVITE that begins a call, and where it came from
    :param on_register: given each REGISTER, returns the lines its 200 carries
    """

    def __init__(self, loop, sock, host, port, on_call, on_register=None):
        self.loop, self.sock, self.host, self.port = loop, sock, host, port
        self.on_call, self.on_register = on_call, on_register
        self.asked, self.served, self.legs = {}, {}, {}
        self.vanished = set()
        self.repeated = self.packets = 0
        sock.setblocking(False)
        sock.bind((host, port))
        loop.add_reader(sock, self.read)

    def send(self, data, to):
        self.packets += 1
        try:
            self.sock.sendto(data, to)
        except BlockingIOError:
            pass  # lost like others

    def read(self):
        for _ in range(64):
            try:
                data, source = self.sock.recvfrom(65535)
            except BlockingIOError:
                return
            self.packets += 1
            message = Message(data)
            if message["call-id"] in self.vanished:
                continue
            if message.status:
                asked = self.asked.get((message.branch, message.method))
                if asked is not None:
                    asked.answered(message)
            else:
                self.request(message, source)

    def request(self, request, source):
        method = request.method
        leg = self.legs.get(request["call-id"])
        if method == "ACK":
            if leg is not None:
                leg.acknowledged(request)
            return
        key = (request.branch, method)
        if key in self.served:
            if self.served[key] is not None:
                self.send(self.served[key], source)
            return
        self.served[key] = None
        self.loop.call_later(KEEP, self.served.pop, key, None)
        if leg is not None:
            leg.request(request, source)
        elif method == "INVITE" and not TAG.search(request["to"]):
            self.on_call(self, request, source)
        elif method == "REGISTER" and self.on_register is not None:
            self.respond(request, source, 200, "OK", more=self.on_register(request))
        elif method == "OPTIONS" and not TAG.search(request["to"]):
            self.respond(request, source, 200, "OK")
        else:
            self.respond(request, source, 481, "Call/Transaction Does Not Exist")

    def response(self, request, status, phrase, tag="peer", more=(), body=""):
        to = request["to"] if TAG.search(request["to"]) else f"{request['to']};tag={tag}"
        headers = [("Via", via) for via in request.vias]
        headers += [("From", request["from"]), ("To", to), ("Call-ID", request["call-id"]), ("CSeq", request["cseq"])]
        return written(f"SIP/2.0 {status} {phrase}", [*headers, *more], body)

    def respond(self, request, source, status, phrase, **more):
        data = self.response(request, status, phrase, **more)
        self.served[(request.branch, request.method)] = data
        self.send(data, source)
        return data

    def forget(self, leg):
        self.loop.call_later(KEEP, self.legs.pop, leg.call_id, None)
