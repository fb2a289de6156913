package esg.domain.subscriber;

import esg.domain.account.Secret;

/**
 * A phone or an external PBX that registers on the platform (PRV-07), fields as in its document (design §4); checked by
 * {@link SubscriberForm}.
 *
 * @param id id of the document, empty until stored
 * @param d tenant domain, which is its digest realm too
 * @param user user part of its address of record and its digest user name, unique in the domain
 * @param number its extension, unique in the domain; empty = none
 * @param displayname name shown with its calls; empty = what the phone says
 */
public record Subscriber(
        String id, String d, String user, Secret pwd, String number, String displayname, boolean enabled) {

    public Aor aor() {
        return new Aor(d, user);
    }

    /** What its calls show as caller when the phone says something else: its number, else its user. */
    public String callingNumber() {
        return number.isEmpty() ? user : number;
    }

    /** As whom it calls: its user or its number, whichever the phone says, and nobody else. */
    public String callerUser(String said) {
        return said.equals(user) || (said.equals(number) && !number.isEmpty()) ? said : callingNumber();
    }

    public Subscriber withId(String newId) {
        return new Subscriber(newId, d, user, pwd, number, displayname, enabled);
    }
}
