package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.SubmissionReceipt;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts as people fill them in on pages. What they type is kept as it is, right or wrong; the
 * dossier takes it as soon as all of it is possible.
 */
@Service
class Drafts {

  private static final String FORM = "application";

  private final Applications applications;
  private final TypedForms forms;
  private final Calls calls;

  Drafts(Applications applications, TypedForms forms, Calls calls) {
    this.applications = applications;
    this.forms = forms;
    this.calls = calls;
  }

  /**
   * The form of a draft.
   *
   * @param untakenSince when something was typed that the dossier does not hold; null when it holds
   *     everything
   */
  record DraftForm(Map<String, String> fields, @Nullable Instant untakenSince) {

    boolean taken() {
      return untakenSince == null;
    }
  }

  /**
   * Creates a draft that holds the things without which there is none: two for a voucher, and the
   * call for the fund.
   *
   * @param language of an application to the fund; empty while it is open
   * @throws InvalidInput when something is missing, or the call takes no applications now
   */
  @Transactional
  ApplicationView create(
      String enterpriseName,
      String projectTitle,
      Optional<String> call,
      String language,
      String applicant) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("enterprise.name", enterpriseName);
    fields.put("project.title", projectTitle);
    call.ifPresent(
        named -> {
          calls.requireOpen(named);
          fields.put("fund.call", named);
          fields.put("fund.language", language);
        });
    var scheme = call.isPresent() ? Scheme.INNOVATION_FUND : Scheme.VOUCHER;
    return applications.draft(scheme, DossierForm.read(fields).dossier(), applicant);
  }

  /** The form as it was left, in the writing of this language. */
  @Transactional(readOnly = true)
  DraftForm open(ApplicationRef ref, String applicant, Locale locale) {
    var draft = applications.get(ref, applicant);
    return forms
        .find(ref, FORM)
        .map(typed -> new DraftForm(typed.fields(), typed.at()))
        .orElseGet(() -> new DraftForm(DossierForm.of(draft.dossier(), locale), null));
  }

  /** Whether the dossier holds everything that was typed. */
  boolean isTaken(ApplicationRef ref) {
    return forms.find(ref, FORM).isEmpty();
  }

  /** What is impossible in this form; empty when the dossier can take it. */
  List<FieldProblem> problems(ApplicationRef ref, Map<String, String> fields) {
    return problems(ref, DossierForm.read(Rows.withoutBlank(fields)));
  }

  /**
   * Keeps what was typed without looking at it.
   *
   * @throws NotNow when the application is no draft any more
   */
  @Transactional
  void keep(ApplicationRef ref, String applicant, Map<String, String> fields) {
    var draft = locked(ref, applicant);
    var said = DossierForm.read(Rows.withoutBlank(fields));
    if (said.unreadable().isEmpty() && said.dossier().equals(draft.dossier())) {
      forms.drop(ref, FORM);
    } else {
      forms.keep(ref, FORM, fields);
    }
  }

  /**
   * Saves what was typed: the dossier takes it when all of it is possible, else it is kept as it
   * is.
   *
   * @return what is impossible; empty when the dossier took it
   * @throws NotNow when the application is no draft any more
   */
  @Transactional
  List<FieldProblem> save(ApplicationRef ref, String applicant, Map<String, String> fields) {
    locked(ref, applicant);
    var typed = Rows.withoutBlank(fields);
    var said = DossierForm.read(typed);
    var problems = problems(ref, said);
    if (problems.isEmpty()) {
      applications.change(ref, said.dossier(), applicant);
      forms.drop(ref, FORM);
    } else {
      forms.keep(ref, FORM, typed);
    }
    return problems;
  }

  /**
   * Submits a draft whose applicant confirmed that it is true; again, and the first receipt comes
   * back.
   *
   * @throws NotNow when something typed is not in the dossier, or something is missing
   */
  @Transactional
  SubmissionReceipt submit(ApplicationRef ref, String applicant) {
    applications.get(ref, applicant);
    applications.lockedStatus(ref);
    var application = applications.get(ref, applicant);
    if (application.submittedAt() == null) {
      if (!isTaken(ref)) {
        throw new NotNow("Something that was typed into %s is not saved.".formatted(ref));
      }
      applications.change(ref, confirmed(application.dossier()), applicant);
      if (!applications.missing(ref).isEmpty()) {
        throw new NotNow("%s is not complete.".formatted(ref));
      }
    }
    return applications.submit(ref, applicant);
  }

  private ApplicationView locked(ApplicationRef ref, String applicant) {
    applications.get(ref, applicant);
    var status = applications.lockedStatus(ref);
    if (status != ApplicationStatus.DRAFT) {
      throw new NotNow("%s is no draft any more; it is %s.".formatted(ref, status));
    }
    return applications.get(ref, applicant);
  }

  private List<FieldProblem> problems(ApplicationRef ref, DossierForm.Said said) {
    var problems = new ArrayList<>(said.unreadable());
    problems.addAll(applications.problems(ref.scheme(), said.dossier()));
    return List.copyOf(problems);
  }

  private static Dossier confirmed(Dossier dossier) {
    var declared = dossier.declarations();
    var before =
        declared == null ? new Dossier.Declarations(null, null, null, null, null, null) : declared;
    return new Dossier(
        dossier.enterprise(),
        dossier.project(),
        dossier.partners(),
        dossier.costs(),
        dossier.priorDeMinimis(),
        new Dossier.Declarations(
            before.firstResearch(),
            before.workStarted(),
            before.recoveryOrder(),
            before.fundedElsewhere(),
            before.insolvent(),
            true),
        dossier.bankAccount(),
        dossier.requestedAmountCents(),
        dossier.fund());
  }
}
