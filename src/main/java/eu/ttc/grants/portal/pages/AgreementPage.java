package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.Acceptance.AlreadyAccepted;
import eu.ttc.grants.agreement.Acceptance.Lapsed;
import eu.ttc.grants.agreement.Acceptance.NotOffered;
import eu.ttc.grants.agreement.Acceptance.Signed;
import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.agreement.SigningTimes;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The agreement: to be read at any time, and accepted while it is open. */
@Controller
@RequestMapping("/applications/{reference}/agreement")
class AgreementPage {

  private final Access access;
  private final Agreements agreements;
  private final Signatures signatures;
  private final SigningTimes times;
  private final AgreedGrant agreed;
  private final Awards awards;
  private final MessageSource messages;
  private final FieldTexts texts;
  private final Show show;
  private final Clock clock;

  AgreementPage(
      Access access,
      Agreements agreements,
      Signatures signatures,
      SigningTimes times,
      AgreedGrant agreed,
      Awards awards,
      MessageSource messages,
      FieldTexts texts,
      Show show,
      Clock clock) {
    this.access = access;
    this.agreements = agreements;
    this.signatures = signatures;
    this.times = times;
    this.agreed = agreed;
    this.awards = awards;
    this.messages = messages;
    this.texts = texts;
    this.show = show;
    this.clock = clock;
  }

  @GetMapping
  String agreement(@PathVariable String reference, Principal person, Model model, Locale locale) {
    var application = access.own(reference, person);
    return show(application, new Filled(texts, Map.of()), model, locale);
  }

  /** The agreement as PDF, with the acceptance once there is one. */
  @GetMapping("/document")
  ResponseEntity<byte[]> document(@PathVariable String reference, Principal person) {
    var ref = access.own(reference, person).reference();
    return agreements
        .letter(ref)
        .map(Downloads::of)
        .orElseThrow(() -> new Unknown("agreement of", ref));
  }

  /**
   * Accepts.
   *
   * @param language in which the statement was read; in it the statement is kept
   */
  @PostMapping
  String accept(
      @PathVariable String reference,
      @RequestParam(defaultValue = "false") boolean confirmed,
      @RequestParam(defaultValue = "") String language,
      Principal person,
      Model model,
      Locale locale,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var ref = application.reference();
    var offered = agreements.of(ref).orElseThrow(() -> notOffered(ref));
    if (!confirmed && isOpen(application, offered)) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      var form = new Filled(texts, Map.of()).with(List.of(notConfirmed()));
      return show(application, form, model, locale);
    }
    var read = Language.parse(language).map(Language::locale).orElse(locale);
    var statement =
        application.scheme() == Scheme.INNOVATION_FUND
            ? agreed.statement(ref, application.dossier().enterprise().name(), read)
            : statement(offered, read);
    return switch (agreements.accept(ref, person.getName(), statement)) {
      case Accepted now -> "redirect:/applications/" + ref + "/agreement?accepted";
      case Signed byTheLead -> "redirect:/applications/" + ref + "/agreement?signed";
      case AlreadyAccepted before -> "redirect:/applications/" + ref + "/agreement";
      case Lapsed(var deadline) ->
          throw new NotNow(
              "The agreement of %s had to be accepted by %s.".formatted(ref, deadline));
      case NotOffered() -> throw notOffered(ref);
    };
  }

  private String show(ApplicationView application, Filled form, Model model, Locale locale) {
    var ref = application.reference();
    var offered = agreements.of(ref).orElseThrow(() -> new Unknown("agreement of", ref));
    model.addAttribute("view", application);
    model.addAttribute("agreement", offered);
    model.addAttribute("letter", agreements.hasLetter(ref));
    model.addAttribute("open", isOpen(application, offered));
    model.addAttribute("lapsed", offered.state() != AgreementState.ACCEPTED && isOver(offered));
    model.addAttribute("statement", statement(offered, locale));
    model.addAttribute(
        "grantedOn", awards.of(ref).map(AwardDecision::grantedAt).orElse(offered.offeredAt()));
    model.addAttribute(
        "conditions", awards.of(ref).map(AwardDecision::conditions).orElse(List.of()));
    model.addAttribute("shares", shares(application));
    model.addAttribute("ownShare", ownShare(application, offered.amount()));
    model.addAttribute("form", form);
    return application.scheme() == Scheme.INNOVATION_FUND
        ? showFund(application, offered, model, locale)
        : "applications/agreement";
  }

  /** What all partners sign, and who signed. */
  private String showFund(
      ApplicationView application, AgreementView offered, Model model, Locale locale) {
    var ref = application.reference();
    var all = signatures.of(ref);
    agreed.show(ref, application.dossier().enterprise().name(), model, locale);
    var signedByLead = !all.isEmpty() && all.getFirst().signed();
    model.addAttribute("open", isOpen(application, offered) && !signedByLead);
    model.addAttribute(
        "moreTime",
        isOpen(application, offered) && (signatures.extensible(ref) || times.of(ref).isPresent()));
    model.addAttribute(
        "lapsed",
        offered.state() == AgreementState.LAPSED
            || isOver(offered) && offered.state() == AgreementState.OPEN);
    return "applications/fund-agreement";
  }

  private static List<Dossier.Partner> shares(ApplicationView application) {
    return application.dossier().partners().stream().filter(Dossier.Partner::hasShare).toList();
  }

  private static Cents ownShare(ApplicationView application, Cents amount) {
    var others = shares(application).stream().mapToLong(Dossier.Partner::shareCents).sum();
    return Cents.of(Math.max(0, amount.value() - others));
  }

  private String statement(AgreementView offered, Locale locale) {
    return messages.getMessage(
        "accept.statement",
        new Object[] {offered.application(), show.euros(offered.amount(), locale)},
        locale);
  }

  private boolean isOpen(ApplicationView application, AgreementView offered) {
    return application.status() == ApplicationStatus.APPROVED
        && offered.state() == AgreementState.OPEN
        && !isOver(offered);
  }

  private boolean isOver(AgreementView offered) {
    return clock.instant().isAfter(offered.acceptBy());
  }

  private static FieldProblem notConfirmed() {
    return new FieldProblem("confirmed", "required", "must be confirmed");
  }

  private static NotNow notOffered(ApplicationRef ref) {
    return new NotNow("No agreement of %s is offered yet.".formatted(ref));
  }
}
