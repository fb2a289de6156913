"""The kinds of call of the soak: what each of their parties does, and what it has to come to."""

import asyncio
from dataclasses import dataclass, field

from sip import T1

RING = (0.2, 1.0)  # seconds, from and to
TALK = (3.0, 8.0)
PAUSE = (0.5, 1.5)
CROSSING = 2.0  # after the answer, when both sides do the same at once


@dataclass
class Call:
    """One call as its parties saw it. Each says at its end how it went; nothing there means that it never ended."""

    number: int
    kind: str
    incoming: bool
    chance: object
    limit: float  # seconds after which whoever waits for the gateway gives up
    more: list  # lines of the INVITE
    said: dict = field(default_factory=dict)
    answered: object = None  # the loop's time when its callee answered, from which both count when they cross each other

    def between(self, seconds):
        return self.chance.uniform(*seconds)

    def as_expected(self):
        ends = KINDS[self.kind].ends
        return self.said.keys() == ends.keys() and all(said in ends[role].split("|") for role, said in self.said.items())


async def within(future, seconds):
    """What came, or None."""
    done, _ = await asyncio.wait([future], timeout=seconds)
    return future.result() if done else None


def status(message):
    return "no answer at all" if message is None else str(message.status)


async def dialled(leg, more):
    """None when it was answered, or what became of it."""
    answer = await leg.call(more).final
    return None if answer is not None and answer.status == 200 else status(answer)


async def rings(call, leg):
    leg.answer(180, "Ringing")
    await asyncio.sleep(call.between(RING))
    call.answered = leg.endpoint.loop.time()
    leg.accept()


async def hangs_up(leg):
    answer = await leg.ask("BYE").final
    leg.forget()
    return "hung up" if answer is not None and answer.status == 200 else f"BYE: {status(answer)}"


async def is_hung_up(call, leg):
    """Ends the call itself when nobody else does, so that it is seen whether the gateway is left with anything."""
    if await within(leg.ended, call.limit) is None:
        return f"left standing, {await hangs_up(leg)}"
    leg.forget()
    return "unacknowledged" if leg.unacknowledged else "was hung up on"


async def talks(call, leg):
    await asyncio.sleep(call.between(TALK))
    return await hangs_up(leg)


async def reinvited(call, leg, direction, pause):
    """Again until no INVITE of the other side is in the way; None when it has hung up meanwhile."""
    while not leg.ended.done():
        answer = await leg.reinvite(direction).final
        if answer is not None and answer.status not in (491, 500):
            return status(answer)
        await asyncio.sleep(call.between(pause))
    return None


async def holds(call, leg):
    for direction in ("sendonly", "sendrecv"):
        await asyncio.sleep(call.between(PAUSE))
        held = await reinvited(call, leg, direction, (0, 2))  # the other side may not have been heard to be answered yet
        if held != "200":
            return f"re-INVITE: {held}, {await hangs_up(leg)}"
    return await talks(call, leg)


async def is_held(call, leg):
    end = await is_hung_up(call, leg)
    return end if leg.reinvites == 2 else f"{end} after {leg.reinvites} re-INVITEs"


async def refers(call, leg):
    await asyncio.sleep(call.between(PAUSE))
    target = f"<sip:{transfer_number(call)}@{leg.endpoint.host}:{leg.endpoint.port}>"
    answer = await leg.ask("REFER", [("Refer-To", target), ("Referred-By", f"<sip:soak@{leg.endpoint.host}>")]).final
    if answer is None or answer.status != 202:
        await hangs_up(leg)
        return f"REFER: {status(answer)}"
    told = await within(leg.transferred, call.limit)
    if told is None or " 200 " not in f"{told} ":
        await hangs_up(leg)
        return f"transfer: {told}"
    return await is_hung_up(call, leg)


async def vanishes(call, leg):
    await asyncio.sleep(call.between(PAUSE))
    while leg.waiting:  # whose answer was never heard is no party to a call yet
        await asyncio.sleep(T1)
    leg.vanish()
    return "vanished"


async def cancels(call, leg):
    invite = leg.call(call.more)
    await asyncio.wait([invite.final, invite.provisional], return_when=asyncio.FIRST_COMPLETED)
    await asyncio.sleep(call.between((1.0, 3.0)))
    leg.cancel()
    answer = await invite.final
    leg.forget()
    return "cancelled" if answer is not None and answer.status == 487 else status(answer)


async def is_busy(_call, leg):
    leg.answer(486, "Busy Here")
    leg.forget()
    return "busy"


async def lets_ring(call, leg):
    leg.answer(180, "Ringing")
    if await within(leg.cancelled, call.limit) is None:
        leg.answer(480, "Temporarily Unavailable")
        return "rang for ever"
    leg.answer(487, "Request Terminated")
    leg.forget()
    return "cancelled"


async def crosses(call, leg, step):
    """At one moment on both sides, give or take what a packet takes."""
    await asyncio.sleep(call.answered + CROSSING + call.between((0, 0.004)) - leg.endpoint.loop.time())
    return await step


async def hangs_up_too(call, leg):
    return await crosses(call, leg, hangs_up(leg))


async def holds_too(call, leg):
    held = await crosses(call, leg, reinvited(call, leg, "sendonly", (2.1, 4)))  # section 14.1: whose Call-ID it is
    return await talks(call, leg) if held == "200" else f"re-INVITE: {held}, {await hangs_up(leg)}"


async def is_held_too(call, leg):
    held = await crosses(call, leg, reinvited(call, leg, "sendonly", (0, 2)))
    return await is_hung_up(call, leg) if held in ("200", None) else f"re-INVITE: {held}, {await hangs_up(leg)}"


async def cancels_late(call, leg):
    """While the callee answers."""
    invite = leg.call(call.more)
    await asyncio.wait([invite.final, invite.provisional], return_when=asyncio.FIRST_COMPLETED)
    await asyncio.sleep(call.between(RING))
    if not invite.final.done():
        leg.cancel()
    answer = await invite.final
    if answer is not None and answer.status == 200:
        return await hangs_up(leg)
    leg.forget()
    return "cancelled" if answer is not None and answer.status == 487 else status(answer)


async def answers_late(call, leg):
    leg.answer(180, "Ringing")
    if await within(leg.cancelled, call.between(RING)):
        leg.answer(487, "Request Terminated")
        leg.forget()
        return "cancelled"
    leg.accept()
    return await is_hung_up(call, leg)


@dataclass(frozen=True)
class Kind:
    """
    :param caller: what it does once it was answered; None when it never is; where {dials} is True, all it does
    :param callee: what it does once it has answered; where {picks_up} is False, with a call it never answers
    :param ends: what each party has to say at its end; "|" between what may be
    """

    weight: int
    caller: object
    callee: object
    ends: dict
    picks_up: bool = True
    dials: bool = False


def ends(caller, callee, **more):
    return {"caller": caller, "callee": callee, **more}


KINDS = {
    "caller hangs up": Kind(25, talks, is_hung_up, ends("hung up", "was hung up on")),
    "callee hangs up": Kind(22, is_hung_up, talks, ends("was hung up on", "hung up")),
    "cancelled": Kind(10, cancels, lets_ring, ends("cancelled", "cancelled"), picks_up=False, dials=True),
    "busy": Kind(10, None, is_busy, ends("486", "busy"), picks_up=False),
    "no answer": Kind(6, None, lets_ring, ends("408", "cancelled"), picks_up=False),
    "caller holds": Kind(5, holds, is_held, ends("hung up", "was hung up on")),
    "callee holds": Kind(4, is_held, holds, ends("was hung up on", "hung up")),
    "both hold": Kind(2, holds_too, is_held_too, ends("hung up", "was hung up on")),
    "both hang up": Kind(2, hangs_up_too, hangs_up_too, ends("hung up|BYE: 481", "hung up|BYE: 481")),
    "cancelled late": Kind(2, cancels_late, answers_late, ends("cancelled|hung up", "cancelled|was hung up on"), picks_up=False, dials=True),
    "caller refers": Kind(3, refers, is_hung_up, ends("was hung up on", "was hung up on", target="hung up")),
    "callee refers": Kind(3, is_hung_up, refers, ends("was hung up on", "was hung up on", target="hung up")),
    "caller lost": Kind(1, vanishes, is_hung_up, ends("vanished", "was hung up on")),
    "callee lost": Kind(1, is_hung_up, vanishes, ends("was hung up on", "vanished")),
    "caller gone": Kind(2, vanishes, talks, ends("vanished", "hung up")),
    "callee gone": Kind(2, talks, vanishes, ends("hung up", "vanished")),
}
GROUPS = {"refer": ("caller refers", "callee refers"), "lost": ("caller lost", "callee lost")}


def transfer_number(call):
    return f"78{call.number:010}"


async def caller(call, leg):
    kind = KINDS[call.kind]
    if kind.dials:
        return await kind.caller(call, leg)
    failed = await dialled(leg, call.more)
    if failed is not None:
        leg.forget()
        return failed
    return await kind.caller(call, leg) if kind.caller else f"answered, {await hangs_up(leg)}"


async def callee(call, leg):
    kind = KINDS[call.kind]
    if kind.picks_up:
        await rings(call, leg)
    return await kind.callee(call, leg)


async def target(call, leg):
    await rings(call, leg)
    return await talks(call, leg)
