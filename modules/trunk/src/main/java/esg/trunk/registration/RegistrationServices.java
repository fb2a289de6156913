package esg.trunk.registration;

import esg.sip.locate.Locator;
import esg.sip.transaction.SipEdge;
import esg.trunk.trace.Traces;
import java.time.InstantSource;

/** What registrations of a node share. */
public record RegistrationServices(
        SipEdge edge,
        Locator locator,
        RegistrationSettings settings,
        RegisterBudget budget,
        InstantSource clock,
        Traces traces) {}
