package eu.ttc.grants.information;

import eu.ttc.grants.application.Dossier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of a dossier that replace the ones told before; null leaves a part as it is. */
public record Supplement(
    Dossier.@Nullable Enterprise enterprise,
    Dossier.@Nullable Project project,
    @Nullable List<Dossier.Partner> partners,
    @Nullable List<Dossier.CostLine> costs,
    @Nullable List<Dossier.PriorAid> priorDeMinimis,
    Dossier.@Nullable Declarations declarations,
    Dossier.@Nullable BankAccount bankAccount,
    @Nullable Long requestedAmountCents,
    Dossier.@Nullable Fund fund) {

  /** Leaves everything as it is. */
  public static final Supplement NONE =
      new Supplement(null, null, null, null, null, null, null, null, null);

  /** Makes the dossier what is given here, whole. */
  public static Supplement of(Dossier dossier) {
    return new Supplement(
        dossier.enterprise(),
        dossier.project(),
        dossier.partners(),
        dossier.costs(),
        dossier.priorDeMinimis(),
        dossier.declarations(),
        dossier.bankAccount(),
        dossier.requestedAmountCents(),
        dossier.fund());
  }

  Dossier applyTo(Dossier told) {
    return new Dossier(
        enterprise == null ? told.enterprise() : enterprise,
        project == null ? told.project() : project,
        partners == null ? told.partners() : partners,
        costs == null ? told.costs() : costs,
        priorDeMinimis == null ? told.priorDeMinimis() : priorDeMinimis,
        declarations == null ? told.declarations() : declarations,
        bankAccount == null ? told.bankAccount() : bankAccount,
        requestedAmountCents == null ? told.requestedAmountCents() : requestedAmountCents,
        fund == null ? told.fund() : fund);
  }
}
