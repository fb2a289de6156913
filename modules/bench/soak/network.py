"""Three network namespaces in a row, provider - gateway - inside, whose cables lose packets. No packet leaves this machine and no port is taken on it."""

import ctypes
import os
import signal
import socket
import subprocess

PREFIX = "esgsoak-"
OUTER, INNER = "10.1.0.2", "10.2.0.1"  # the gateway's addresses toward providers and inside
PROVIDERS = [f"10.1.0.{n}" for n in (11, 12, 13, 14)]
PBX = "10.2.0.2"
CLONE_NEWNET = 0x40000000


def run(*command, text=None):
    done = subprocess.run(command, input=text, text=True, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


class Namespace:
    def __init__(self, name):
        self.name = name

    def ip(self, arguments):
        run("ip", "-n", self.name, *arguments.split())

    def command(self, *command):
        return ["ip", "netns", "exec", self.name, *command]

    def socket(self, kind):
        """A socket of this namespace, made by a thread that looks in there for a moment (setns(2))."""
        return within(self.name, lambda: socket.socket(socket.AF_INET, kind))


def within(name, step):
    libc = ctypes.CDLL(None, use_errno=True)

    def enter(path):
        with open(path) as there:
            if libc.setns(there.fileno(), CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")

    with open("/proc/thread-self/ns/net") as here:
        enter(f"/run/netns/{name}")
        try:
            return step()
        finally:
            if libc.setns(here.fileno(), CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")


class Network:
    """
    :param loss: percent of the packets lost on each cable, each way
    """

    def __init__(self, loss):
        remove_left()
        name = f"{PREFIX}{os.getpid()}-"
        self.provider, self.gateway, self.inside = (Namespace(name + of) for of in ("provider", "gateway", "inside"))
        self.how = "none"
        self.droppers = []
        try:
            self.lay(loss)
        except BaseException:
            self.close()
            raise

    def all(self):
        return [self.provider, self.gateway, self.inside]

    def lay(self, loss):
        for one in self.all():
            run("ip", "netns", "add", one.name)
            one.ip("link set lo up")
        self.connect(self.provider, "outer", OUTER, PROVIDERS)
        self.connect(self.inside, "inner", INNER, [PBX])
        if loss > 0:
            self.lose(loss)

    def connect(self, peer, device, address, addresses):
        self.gateway.ip(f"link add {device} type veth peer name wire netns {peer.name}")
        self.gateway.ip(f"addr add {address}/24 dev {device}")
        self.gateway.ip(f"link set {device} up")
        for one in addresses:
            peer.ip(f"addr add {one}/24 dev wire")
        peer.ip("link set wire up")

    def lose(self, loss):
        """By netem; where the kernel has none, by a rule of the receiver's filter: one of the sender's would fail its send instead."""
        devices = [(self.gateway, "outer"), (self.gateway, "inner"), (self.provider, "wire"), (self.inside, "wire")]
        try:
            for one, device in devices:
                run(*one.command("tc", "qdisc", "add", "dev", device, "root", "netem", "loss", f"{loss}%"))
            self.how = "tc netem"
        except (RuntimeError, OSError):
            for one, device in devices:
                rule = f"add rule ip loss arriving iifname {device} numgen random mod 10000 < {round(loss * 100)} counter drop\n"
                chain = "add chain ip loss arriving { type filter hook input priority 0; }\n"
                run(*one.command("nft", "-f", "-"), text="add table ip loss\n" + chain + rule)
            self.droppers = self.all()
            self.how = "nft numgen"

    def lost(self):
        """Packets lost so far; None where netem counts them."""
        if not self.droppers:
            return None
        words = " ".join(run(*one.command("nft", "list", "table", "ip", "loss")) for one in self.droppers).split()
        return sum(int(words[i + 1]) for i, word in enumerate(words) if word == "packets")

    def close(self):
        for one in self.all():
            delete(one.name)


def remove_left():
    """Of runs whose process is no more; those that run now stay."""
    for line in run("ip", "netns", "list").splitlines():
        name = line.split()[0]
        if name.startswith(PREFIX) and not os.path.exists(f"/proc/{name[len(PREFIX):].split('-')[0]}"):
            delete(name)


def delete(name):
    """What runs in it would keep it, so it is ended; with the namespace goes its end of each cable, and with it the other."""
    for pid in subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True).stdout.split():
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            pass  # by itself
    subprocess.run(["ip", "netns", "del", name], capture_output=True)
