package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Sector;
import eu.ttc.grants.identity.Language;
import java.util.List;

/**
 * An expert as administrators see them.
 *
 * @param name display name of the account
 * @param openWork evaluations that are awaited
 */
public record ExpertView(
    String username,
    String name,
    List<Sector> sectors,
    List<Language> languages,
    String country,
    String employer,
    List<FormerEmployer> formerEmployers,
    boolean available,
    long openWork) {}
