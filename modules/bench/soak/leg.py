"""A dialog of the soak's user agents (RFC 3261 section 12), from its INVITE on."""

from sip import COUNT, GIVE_UP, T2, TAG, Asked, Repeating, contact, description, written


class Leg:
    """
    Its futures tell what the peer did: {ended} by a BYE, {cancelled}, {transferred} with the status line of the last NOTIFY.

    :param local: our From, with its tag
    :param remote: the peer's To
    :param target: where its requests are sent to, by name; {peer} by address
    """

    def __init__(self, endpoint, call_id, local, remote, target, peer):
        self.endpoint, self.call_id, self.local, self.remote, self.target, self.peer = endpoint, call_id, local, remote, target, peer
        self.cseq = 0
        self.reinvites = 0
        self.ended, self.cancelled, self.transferred = (endpoint.loop.create_future() for _ in range(3))
        self.unacknowledged = False
        self.invited = None  # the peer's INVITE that began it, and where it came from
        self.invite = None  # the last of ours
        self.acks = {}  # by number of the INVITE
        self.waiting = {}  # final answers to INVITEs that wait for their ACK, by its number
        endpoint.legs[call_id] = self

    @classmethod
    def calling(cls, endpoint, local, remote, target, peer):
        number = next(COUNT)
        return cls(endpoint, f"soak{number}@{endpoint.host}", f"{local};tag=c{number}", remote, target, peer)

    @classmethod
    def called(cls, endpoint, request, source):
        local = f"{request['to']};tag=p{next(COUNT)}"
        leg = cls(endpoint, request["call-id"], local, request["from"], contact(request, ""), source)
        leg.invited = (request, source)
        leg.answer(100, "Trying")
        return leg

    @property
    def tag(self):
        return TAG.search(self.local).group(1)

    def contact(self):
        return ("Contact", f"<sip:soak@{self.endpoint.host}:{self.endpoint.port}>")

    # requests of ours

    def write(self, method, cseq, branch, more=(), body=""):
        headers = [
            ("Via", f"SIP/2.0/UDP {self.endpoint.host}:{self.endpoint.port};branch={branch};rport"),
            ("Max-Forwards", "70"),
            ("From", self.local),
            ("To", self.remote),
            ("Call-ID", self.call_id),
            ("CSeq", f"{cseq} {method}"),
        ]
        return written(f"{method} {self.target} SIP/2.0", [*headers, self.contact(), *more], body)

    def ask(self, method, more=(), body=""):
        self.cseq += 1
        branch, cseq = f"z9hG4bK{next(COUNT)}", self.cseq
        on_answer = (lambda message: self.acknowledge(message, cseq, branch)) if method == "INVITE" else None
        return Asked(self.endpoint, self.write(method, cseq, branch, more, body), branch, method, self.peer, on_answer)

    def call(self, more=()):
        self.invite = self.ask("INVITE", more, description(self.endpoint.host))
        return self.invite

    def reinvite(self, direction):
        self.invite = self.ask("INVITE", body=description(self.endpoint.host, direction, self.cseq + 1))
        return self.invite

    def cancel(self):
        """RFC 3261 section 9.1: with the INVITE's branch and number."""
        branch = self.invite.branch
        return Asked(self.endpoint, self.write("CANCEL", 1, branch), branch, "CANCEL", self.peer)

    def acknowledge(self, message, cseq, branch):
        """Each final answer anew: it comes again because the ACK was lost."""
        if message.status < 200:
            return
        if message.status < 300:
            self.remote, self.target = message["to"], contact(message, self.target)
            if cseq not in self.acks:
                self.acks[cseq] = self.write("ACK", cseq, f"z9hG4bK{next(COUNT)}")
            self.endpoint.send(self.acks[cseq], self.peer)
        else:
            remote, self.remote = self.remote, message["to"]
            self.endpoint.send(self.write("ACK", cseq, branch), self.peer)
            self.remote = remote

    # answers to the INVITE that began it

    def answer(self, status, phrase, body=""):
        self.respond(*self.invited, status, phrase, body)

    def accept(self):
        self.answer(200, "OK", description(self.endpoint.host))

    def respond(self, request, source, status, phrase, body=""):
        invite = request.method == "INVITE"
        more = [self.contact()] if invite and 100 < status < 300 else []
        data = self.endpoint.respond(request, source, status, phrase, tag=self.tag, more=more, body=body)
        if invite and status >= 200:
            self.waiting[request.cseq] = Repeating(self.endpoint, data, source, T2, lambda: self.never_acknowledged(request.cseq))

    def never_acknowledged(self, cseq):
        self.unacknowledged = True
        self.waiting.pop(cseq, None)

    def acknowledged(self, ack):
        repeating = self.waiting.pop(ack.cseq, None)
        if repeating is not None:
            repeating.stop()

    # requests of the peer

    def request(self, request, source):
        match request.method:
            case "CANCEL":
                self.respond(request, source, 200, "OK")
                done(self.cancelled, True)
            case "BYE":
                self.respond(request, source, 200, "OK")
                done(self.ended, True)
                if self.invite is not None:
                    self.invite.end(None)  # what has no answer yet gets none
            case "INVITE" if self.invite is not None and not self.invite.final.done():
                self.respond(request, source, 491, "Request Pending")  # section 14.2
            case "INVITE":
                self.reinvites += 1
                if contact(request, ""):
                    self.target = contact(request, "")
                self.respond(request, source, 200, "OK", description(self.endpoint.host, version=100 + self.reinvites))
            case "NOTIFY":
                self.respond(request, source, 200, "OK")
                if request["subscription-state"].startswith("terminated"):
                    done(self.transferred, request.body.split("\r\n")[0])
            case "OPTIONS" | "UPDATE" | "INFO":
                self.respond(request, source, 200, "OK")
            case _:
                self.respond(request, source, 501, "Not Implemented")

    def vanish(self):
        """Neither sends nor answers anything any more."""
        self.endpoint.vanished.add(self.call_id)
        for repeating in self.waiting.values():
            repeating.stop()
        self.forget()

    def forget(self):
        self.endpoint.loop.call_later(GIVE_UP, self.endpoint.legs.pop, self.call_id, None)


def done(future, value):
    if not future.done():
        future.set_result(value)
