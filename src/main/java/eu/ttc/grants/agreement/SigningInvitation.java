package eu.ttc.grants.agreement;

import eu.ttc.grants.identity.Language;
import java.time.Instant;

/**
 * What a mail to a partner that is to sign needs.
 *
 * @param name of the partner
 * @param token opens the page on which it signs, for whoever signs in; part of a link
 */
public record SigningInvitation(
    String name, String email, Language language, String token, Instant acceptBy) {}
