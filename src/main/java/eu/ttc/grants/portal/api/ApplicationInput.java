package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.Scheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A draft as an API client sends it: the scheme, and the parts of the dossier beside it. */
record ApplicationInput(
    @Nullable Scheme scheme,
    Dossier.@Nullable Enterprise enterprise,
    Dossier.@Nullable Project project,
    @Nullable List<Dossier.@Nullable Partner> partners,
    @Nullable List<Dossier.@Nullable CostLine> costs,
    @Nullable List<Dossier.@Nullable PriorAid> priorDeMinimis,
    Dossier.@Nullable Declarations declarations,
    Dossier.@Nullable BankAccount bankAccount,
    @Nullable Long requestedAmountCents,
    Dossier.@Nullable Fund fund) {

  Dossier dossier() {
    return new Dossier(
        enterprise,
        project,
        partners,
        costs,
        priorDeMinimis,
        declarations,
        bankAccount,
        requestedAmountCents,
        fund);
  }
}
