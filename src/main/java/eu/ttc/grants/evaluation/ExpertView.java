package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Sector;
import eu.ttc.grants.identity.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expert as administrators see them.
 *
 * @param name display name of the account
 * @param email of the account, to which invitations and reminders go; null when there is no account
 * @param mailLanguage in which they are written
 * @param languages in which the expert reads applications
 * @param openWork evaluations that are awaited
 */
public record ExpertView(
    String username,
    String name,
    @Nullable String email,
    @Nullable Language mailLanguage,
    List<Sector> sectors,
    List<Language> languages,
    String country,
    String employer,
    List<FormerEmployer> formerEmployers,
    boolean available,
    long openWork) {}
