package eu.ttc.grants.application;

import eu.ttc.grants.application.Dossier.Participation;
import eu.ttc.grants.kernel.FieldProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be in the consortium of a fund project: a partner twice, a region that lies in
 * another country, other aid for costs that nobody has.
 */
final class Members {

  private final List<FieldProblem> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Members() {}

  /** What is wrong in the dossier of a fund project; nothing of it is about what is missing. */
  static List<FieldProblem> problems(Dossier dossier) {
    var members = new Members();
    var enterprise = dossier.enterprise();
    if (enterprise != null) {
      members.name("enterprise.name", enterprise.name());
      members.place("enterprise.country", enterprise.region(), enterprise.country());
    }
    var fund = dossier.fund();
    if (fund == null) {
      members.add("fund.call", "required", "is required: the call that this application answers");
    } else {
      members.otherAid("fund.lead", fund.lead());
    }
    for (int i = 0; i < dossier.partners().size(); i++) {
      var partner = dossier.partners().get(i);
      var row = "partners[%d]".formatted(i);
      members.name(row + ".name", partner.name());
      members.place(row + ".country", partner.region(), partner.country());
      if (partner.hasShare()) {
        members.add(
            row + ".shareCents",
            "notInFund",
            "is for vouchers; in the fund each partner's part follows from its costs");
      }
      if (partner.member() != null) {
        members.otherAid(row + ".member.participation", partner.member().participation());
      }
    }
    return members.problems;
  }

  private void name(String field, @Nullable String name) {
    if (name != null && !name.isBlank() && !names.add(name.strip().toLowerCase(Locale.ROOT))) {
      add(field, "twice", "takes part already; each partner is named once");
    }
  }

  private void place(String field, @Nullable Region region, @Nullable String country) {
    if (region != null
        && country != null
        && region.country().filter(state -> !state.equals(country)).isPresent()) {
      add(field, "otherRegion", "%s does not lie in %s".formatted(region, country));
    }
  }

  private void otherAid(String group, @Nullable Participation own) {
    if (own != null) {
      own.otherAidByCategory().keySet().stream()
          .filter(category -> !own.costsByCategory().containsKey(category))
          .forEach(
              category ->
                  add(
                      "%s.otherAid.%s".formatted(group, field(category)),
                      "noSuchCosts",
                      "there are no costs of this category"));
    }
  }

  private void add(String field, String rule, String message) {
    problems.add(new FieldProblem(field, rule, message));
  }

  /** As {@link Dossier.PerCategory} calls it. */
  private static String field(AidCategory category) {
    return switch (category) {
      case INDUSTRIAL_RESEARCH -> "industrialResearchCents";
      case EXPERIMENTAL_DEVELOPMENT -> "experimentalDevelopmentCents";
      case FEASIBILITY_STUDY -> "feasibilityStudyCents";
      case PATENTS -> "patentsCents";
      case SECONDMENT -> "secondmentCents";
      case INNOVATION_ADVICE -> "innovationAdviceCents";
    };
  }
}
