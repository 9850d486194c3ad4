package eu.ttc.grants.amendment;

import eu.ttc.grants.identity.Language;
import java.time.Instant;

/**
 * What a mail to a partner that is asked for its consent needs.
 *
 * @param name of the partner
 * @param token opens the page on which it answers, for whoever signs in; part of a link
 */
public record ConsentInvitation(
    String name, String email, Language language, String token, Instant dueAt) {}
