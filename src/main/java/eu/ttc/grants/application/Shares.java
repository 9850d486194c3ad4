package eu.ttc.grants.application;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * How the parties may split the requested amount ({@code domain.md} § 3.2): each share goes to the
 * de minimis account of an enterprise that a register knows, and the applicant's own share, which
 * is the rest, is never negative.
 */
final class Shares {

  private Shares() {}

  /** What is wrong with the shares of the partners, nothing when no partner has one. */
  static List<FieldProblem> problems(Dossier dossier) {
    var problems = new ArrayList<FieldProblem>();
    long together = 0;
    for (int i = 0; i < dossier.partners().size(); i++) {
      var partner = dossier.partners().get(i);
      if (partner.hasShare()) {
        together += partner.shareCents();
        if (partner.registrationNumber() == null || partner.registrationNumber().isBlank()) {
          problems.add(
              new FieldProblem(
                  "partners[%d].registrationNumber".formatted(i),
                  "neededForShare",
                  "is needed for a share: the aid is entered for the enterprise with this number"));
        }
      }
    }
    var requested = dossier.requestedAmountCents();
    if (requested != null && requested > 0 && together > requested) {
      problems.add(
          new FieldProblem(
              "partners",
              "sharesExceedAmount",
              "the shares of the partners are %s together, more than the %s asked for"
                  .formatted(Cents.of(together), Cents.of(requested))));
    }
    return problems;
  }
}
