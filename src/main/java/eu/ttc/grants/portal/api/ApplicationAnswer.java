package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.portal.AccountNumbers;
import eu.ttc.grants.portal.Viewer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An application as the API tells it; the parts of the dossier are named as they are sent. */
record ApplicationAnswer(
    String reference,
    Scheme scheme,
    ApplicationStatus status,
    String applicant,
    Instant createdAt,
    @Nullable Instant submittedAt,
    Dossier.Enterprise enterprise,
    Dossier.Project project,
    List<Dossier.Partner> partners,
    List<Dossier.CostLine> costs,
    List<Dossier.PriorAid> priorDeMinimis,
    Dossier.@Nullable Declarations declarations,
    Dossier.@Nullable BankAccount bankAccount,
    @Nullable Long requestedAmountCents,
    Dossier.@Nullable Fund fund,
    List<DocumentInfo> documents,
    List<FieldProblem> missing) {

  static ApplicationAnswer of(
      ApplicationView view,
      List<DocumentInfo> documents,
      List<FieldProblem> missing,
      Viewer viewer) {
    var dossier = view.dossier();
    return new ApplicationAnswer(
        view.reference().value(),
        view.scheme(),
        view.status(),
        view.applicant(),
        view.createdAt(),
        view.submittedAt(),
        dossier.enterprise(),
        dossier.project(),
        AccountNumbers.partnersShown(view, viewer),
        dossier.costs(),
        dossier.priorDeMinimis(),
        dossier.declarations(),
        AccountNumbers.shown(view, viewer),
        dossier.requestedAmountCents(),
        dossier.fund(),
        documents,
        missing);
  }
}
