package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.LiveStatus;
import eu.ttc.grants.portal.Timeline;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.stateaid.AidComputations;
import java.security.Principal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where a person's application stands, as it changes. */
@Controller
@RequestMapping("/applications/{reference}")
class StandingPage {

  private static final Set<ApplicationStatus> REJECTION_STANDS =
      EnumSet.of(ApplicationStatus.REJECTED, ApplicationStatus.UNDER_APPEAL);

  private final Documents documents;
  private final Consortia consortia;
  private final AidComputations computations;
  private final Agreements agreements;
  private final Claims claims;
  private final Awards awards;
  private final Evaluations evaluations;
  private final NextSteps nextSteps;
  private final Timeline timeline;
  private final LiveStatus live;
  private final Access access;

  StandingPage(
      Documents documents,
      Consortia consortia,
      AidComputations computations,
      Agreements agreements,
      Claims claims,
      Awards awards,
      Evaluations evaluations,
      NextSteps nextSteps,
      Timeline timeline,
      LiveStatus live,
      Access access) {
    this.documents = documents;
    this.consortia = consortia;
    this.computations = computations;
    this.agreements = agreements;
    this.claims = claims;
    this.awards = awards;
    this.evaluations = evaluations;
    this.nextSteps = nextSteps;
    this.timeline = timeline;
    this.live = live;
    this.access = access;
  }

  /**
   * An entry of the history on the page.
   *
   * @param step the status changed with it
   */
  record Happened(HistoryEntry entry, boolean step) {}

  @GetMapping
  String page(@PathVariable String reference, Authentication signedIn, Model model) {
    var application = access.own(reference, signedIn);
    if (application.status() == ApplicationStatus.DRAFT) {
      return "redirect:/applications/%s/form".formatted(application.reference());
    }
    show(application, signedIn, model);
    return "applications/standing";
  }

  /** The part of the page that changes, fetched again whenever something happened. */
  @GetMapping("/standing")
  String standing(@PathVariable String reference, Authentication signedIn, Model model) {
    show(access.own(reference, signedIn), signedIn, model);
    model.addAttribute("fresh", true);
    return "applications/standing :: standing";
  }

  /** Tells an open page the number of each new entry of the history. */
  @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter live(
      @PathVariable String reference,
      @RequestParam int after,
      @RequestHeader(name = "Last-Event-ID", required = false) Optional<Integer> lastSeen,
      Authentication signedIn) {
    var application = access.own(reference, signedIn);
    return live.stream(application.reference(), lastSeen.orElse(after), HistoryEntry::number);
  }

  @GetMapping("/documents/{id}")
  ResponseEntity<byte[]> document(
      @PathVariable String reference, @PathVariable String id, Principal person) {
    var ref = access.own(reference, person).reference();
    var document = access.document(ref, id);
    return Downloads.of(document, access.content(ref, document.id()));
  }

  private void show(ApplicationView application, Authentication signedIn, Model model) {
    var ref = application.reference();
    var history = timeline.of(application, Viewer.of(signedIn));
    var decision = awards.of(ref).filter(decided -> isTold(decided, application.status()));
    model.addAttribute("view", application);
    model.addAttribute("history", happened(history));
    model.addAttribute("progress", Progress.of(application.status(), history));
    model.addAttribute("nextSteps", nextSteps.of(application));
    model.addAttribute("consortium", consortia.of(ref).orElse(null));
    model.addAttribute("documents", documents.of(ref));
    model.addAttribute("aidComputed", computations.latest(ref).isPresent());
    model.addAttribute("agreement", agreements.of(ref).orElse(null));
    model.addAttribute("claims", claims.of(ref));
    model.addAttribute("decision", decision.orElse(null));
    model.addAttribute("evaluation", decision.flatMap(decided -> evaluations.of(ref)).orElse(null));
  }

  /** A rejection is told once it is in force, an award from then on. */
  private static boolean isTold(AwardDecision decided, ApplicationStatus status) {
    return decided.decision() == Decision.AWARD || REJECTION_STANDS.contains(status);
  }

  /** Newest first. */
  private static List<Happened> happened(List<HistoryEntry> history) {
    var happened = new ArrayList<Happened>();
    for (int i = 0; i < history.size(); i++) {
      var entry = history.get(i);
      happened.add(new Happened(entry, i == 0 || history.get(i - 1).status() != entry.status()));
    }
    return happened.reversed();
  }
}
