package eu.ttc.grants.application;

import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.Scheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application must hold to be dealt with; a formal test only ({@code domain.md} § 6, step
 * 3). One list for the page, the API and the lifecycle.
 */
final class Completeness {

  private final List<FieldProblem> missing = new ArrayList<>();

  private Completeness() {}

  /** Lists what is missing, in the order of the form; empty when complete. */
  static List<FieldProblem> missing(
      Scheme scheme, Dossier dossier, Collection<DocumentKind> documents) {
    var test = new Completeness();
    var enterprise = dossier.enterprise();
    test.need("enterprise.registrationNumber", enterprise.registrationNumber());
    test.need("enterprise.legalForm", enterprise.legalForm());
    test.need("enterprise.street", enterprise.street());
    test.need("enterprise.postalCode", enterprise.postalCode());
    test.need("enterprise.town", enterprise.town());
    test.need("enterprise.country", enterprise.country());
    test.need("enterprise.region", enterprise.region());
    test.need("enterprise.sector", enterprise.sector());
    test.need("enterprise.foundedOn", enterprise.foundedOn());
    test.need("enterprise.headcount", enterprise.headcount());
    test.need("enterprise.turnoverCents", enterprise.turnoverCents());
    test.need("enterprise.balanceTotalCents", enterprise.balanceTotalCents());
    var project = dossier.project();
    test.need("project.summary", project.summary());
    test.need("project.workPlan", project.workPlan());
    test.need("project.startsOn", project.startsOn());
    test.need("project.endsOn", project.endsOn());
    test.need("partners", dossier.partners().isEmpty() ? null : dossier.partners());
    switch (scheme) {
      case VOUCHER -> {
        test.registerNumbersOfThoseWithAShare(dossier.partners());
        test.need("costs", dossier.costs().isEmpty() ? null : dossier.costs());
      }
      case INNOVATION_FUND -> test.consortium(dossier);
    }
    test.need("requestedAmountCents", dossier.requestedAmountCents());
    test.need("bankAccount", dossier.bankAccount());
    test.declarations(scheme, dossier.declarations());
    test.document(documents, DocumentKind.PROJECT_PLAN);
    test.document(documents, DocumentKind.ANNUAL_ACCOUNTS);
    return List.copyOf(test.missing);
  }

  private void registerNumbersOfThoseWithAShare(List<Dossier.Partner> partners) {
    for (int i = 0; i < partners.size(); i++) {
      var partner = partners.get(i);
      if (partner.hasShare()) {
        need("partners[%d].registrationNumber".formatted(i), partner.registerKey().orElse(null));
      }
    }
  }

  private void consortium(Dossier dossier) {
    var fund = dossier.fund();
    participation("fund.lead", fund == null ? null : fund.lead());
    var grounds = fund == null ? null : fund.grounds();
    if (grounds != null && grounds.claimed()) {
      need("fund.grounds.explanation", grounds.explanation());
    }
    for (int i = 0; i < dossier.partners().size(); i++) {
      var partner = dossier.partners().get(i);
      var row = "partners[%d].".formatted(i);
      need(row + "registrationNumber", partner.registerKey().orElse(null));
      member(row + "member", partner.member());
    }
  }

  private void member(String group, Dossier.@Nullable Member member) {
    if (member == null) {
      need(group, null);
      return;
    }
    need(group + ".legalForm", member.legalForm());
    need(group + ".foundedOn", member.foundedOn());
    need(group + ".researchOrganisation", member.researchOrganisation());
    if (!Boolean.TRUE.equals(member.researchOrganisation())) {
      need(group + ".headcount", member.headcount());
      need(group + ".turnoverCents", member.turnoverCents());
      need(group + ".balanceTotalCents", member.balanceTotalCents());
    }
    need(group + ".recoveryOrder", member.recoveryOrder());
    need(group + ".insolvent", member.insolvent());
    need(group + ".email", member.email());
    need(group + ".bankAccount", member.bankAccount());
    participation(group + ".participation", member.participation());
  }

  private void participation(String group, Dossier.@Nullable Participation own) {
    need(group + ".costs", own == null || own.costsByCategory().isEmpty() ? null : own.costs());
    need(group + ".ownFundsCents", own == null ? null : own.ownFundsCents());
  }

  private void declarations(Scheme scheme, Dossier.@Nullable Declarations declared) {
    if (declared == null) {
      need("declarations", null);
      return;
    }
    if (scheme == Scheme.VOUCHER) {
      need("declarations.firstResearch", declared.firstResearch());
    }
    need("declarations.workStarted", declared.workStarted());
    need("declarations.recoveryOrder", declared.recoveryOrder());
    need("declarations.fundedElsewhere", declared.fundedElsewhere());
    need("declarations.insolvent", declared.insolvent());
    if (!Boolean.TRUE.equals(declared.truthful())) {
      missing.add(
          new FieldProblem(
              "declarations.truthful", "required", "must be confirmed by the applicant"));
    }
  }

  private void document(Collection<DocumentKind> present, DocumentKind needed) {
    if (!present.contains(needed)) {
      missing.add(
          new FieldProblem(
              "documents." + needed.name(), "required", "a document of this kind is required"));
    }
  }

  private void need(String field, @Nullable Object value) {
    if (value == null || value instanceof String text && text.isBlank()) {
      missing.add(new FieldProblem(field, "required", "is required"));
    }
  }
}
