"""The gateway under test: started in its namespace, configured and watched over REST, measured by jcmd."""

import http.client
import json
import os
import re
import socket
import subprocess
import time

from network import INNER, OUTER, PROVIDERS

PORT = 18080
D = "soak.local"
PAUSES = "this node paused"  # tells of the machine, and of the collections that {heap} forces


class Gateway:
    """
    :param command: that starts the program, up to its own arguments
    :param work: directory for its data and logs
    """

    def __init__(self, network, command, work, sets):
        self.network, self.work = network, work
        settings = [
            f"esg.data-dir={work}/data",
            f"esg.log-dir={work}/log",
            f"esg.http.port={PORT}",
            "esg.cluster.port=0",
            f"esg.roles.esg.listen=[{{transport=udp,host={OUTER},port=5080}}]",
            f"esg.roles.sg.listen=[{{transport=udp,host={INNER},port=5060}}]",
            'esg.roles.sg.trusted=["10.2.0.0/24"]',
            *sets,
        ]
        arguments = ["run", *(word for setting in settings for word in ("--set", setting))]
        self.log = os.path.join(work, "stderr")
        with open(os.path.join(work, "stdout"), "w") as out, open(self.log, "w") as err:
            self.process = subprocess.Popen(network.gateway.command(*command, *arguments), stdout=out, stderr=err)

    def await_ready(self):
        until = time.monotonic() + 120
        while not os.path.getsize(os.path.join(self.work, "stdout")):
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the gateway does not start:\n" + open(self.log).read())
            time.sleep(0.2)

    def configure(self):
        self.rest("/rest/v1/master/domains", {"d": D, "name": "soak"})
        for number, host in enumerate(PROVIDERS):
            registers = number == len(PROVIDERS) - 1
            account = {"d": D, "code": f"p{number}", "domain": host, "reg": registers, "trunks": 100000}
            self.rest("/rest/v1/uc/providers", account | {"username": "soak" if registers else "", "pwd": "secret" if registers else ""})
        route = {"d": D, "name": "in", "priority": 1, "origin": "provider", "action": "uri", "target": "sip:10.2.0.2:5060"}
        self.rest("/rest/v1/uc/routes", route)

    def rest(self, path, body=None):
        sock = self.network.gateway.socket(socket.SOCK_STREAM)
        sock.settimeout(30)
        sock.connect(("127.0.0.1", PORT))
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        connection.sock = sock
        token = open(f"{self.work}/data/admin.token").read().strip()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        try:
            connection.request("GET" if body is None else "POST", path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {text}")
        return json.loads(text)

    def trunks(self):
        """Of each account, as the monitor tells them."""
        sites = self.rest("/api/monitor/v1/esg/active?regs=true")["data"]["sites"]
        return {reg["code"]: reg["onlinetrunkcount"] for site in sites for server in site["servers"] for reg in server["regs"]}

    def live_calls(self):
        return [call for call in self.rest("/api/monitor/v1/calls")["data"]["calls"] if call["state"] != "ended"]

    def jcmd(self, *words):
        java = os.path.dirname(os.readlink(f"/proc/{self.process.pid}/exe"))
        return subprocess.run([os.path.join(java, "jcmd"), str(self.process.pid), *words], capture_output=True, text=True, check=True).stdout

    def heap(self):
        """MiB that are live after a full collection."""
        self.jcmd("GC.run")
        used = re.search(r"used (\d+)([KM])", self.jcmd("GC.heap_info"))
        return int(used.group(1)) / (1024 if used.group(2) == "K" else 1)

    def instances(self, of):
        """Live objects of a class."""
        found = re.search(rf"^ *\d+: +(\d+) .* {re.escape(of)}( |$)", self.jcmd("GC.class_histogram"), re.MULTILINE)
        return int(found.group(1)) if found else 0

    def cpu(self):
        """Seconds of a processor it has used."""
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def complaints(self):
        """Lines of its log that tell of trouble, counted by their text without figures and names."""
        counted = {}
        for line in open(self.log, errors="replace"):
            if PAUSES not in line and re.search(r"\b(ERROR|WARN)\b|^\S*(Exception|Error)\b", line):
                told = re.sub(r"^\S+( \S+)? +(?=ERROR|WARN)", "", line.strip())
                told = re.sub(r"=\S+", "=...", told)
                counted[told] = counted.get(told, 0) + 1
        return counted

    def stop(self):
        self.process.terminate()
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
