package esg.trunk.account;

import esg.domain.account.AccountId;
import esg.domain.config.ConfigFeed;
import esg.sip.locate.Locator;
import esg.sip.transaction.SipEdge;
import esg.trunk.ping.Ping;
import esg.trunk.ping.PingSettings;
import esg.trunk.registration.ContinuityKeeper;
import esg.trunk.registration.RegisterBudget;
import esg.trunk.registration.RegistrationServices;
import esg.trunk.registration.RegistrationSettings;
import esg.trunk.trace.Traces;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;

/**
 * What the accounts of a node share.
 *
 * @param keeper keeps what of an account's registration outlives its actor; {@link ContinuityKeeper#create} unless a test says otherwise
 * @param states where they show themselves to monitors
 * @param traces told every step of registrations and pings
 */
public record AccountServices(
        SipEdge edge,
        Locator locator,
        ServedAccounts served,
        AccountStates states,
        ConfigFeed feed,
        Function<AccountId, Behavior<ContinuityKeeper.Command>> keeper,
        AccountSettings account,
        RegistrationSettings registration,
        PingSettings ping,
        RegisterBudget budget,
        Beginnings beginnings,
        InstantSource clock,
        Traces traces) {

    RegistrationServices forRegistration() {
        return new RegistrationServices(edge, locator, registration, budget, clock, traces);
    }

    Ping.Services forPing() {
        return new Ping.Services(edge, locator, ping, traces);
    }
}
