package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.call.CallView;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.ranking.CallRanking;
import eu.ttc.grants.ranking.CallRanking.DecidedPlace;
import eu.ttc.grants.ranking.CallRankings;
import eu.ttc.grants.ranking.Departure;
import eu.ttc.grants.ranking.PanelMember;
import eu.ttc.grants.ranking.Panels;
import eu.ttc.grants.ranking.RankingEntry;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The ranking of a call for staff: who is funded, who waits, who decided it. Administrators say
 * here who sits on the panel.
 */
@Controller
@RequestMapping("/calls/{call}")
class RankingPages {

  private static final String STAFF =
      "hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'FINANCE_OFFICER', 'ADMINISTRATOR',"
          + " 'AUDITOR')";
  private static final String ADMINISTRATOR = "hasRole('ADMINISTRATOR')";

  private final Calls calls;
  private final CallRankings rankings;
  private final Panels panels;
  private final Applications applications;
  private final Accounts accounts;
  private final Budget budget;
  private final FieldTexts texts;

  RankingPages(
      Calls calls,
      CallRankings rankings,
      Panels panels,
      Applications applications,
      Accounts accounts,
      Budget budget,
      FieldTexts texts) {
    this.calls = calls;
    this.rankings = rankings;
    this.panels = panels;
    this.applications = applications;
    this.accounts = accounts;
    this.budget = budget;
    this.texts = texts;
  }

  /**
   * A row of the ranking.
   *
   * @param rank place, or before the decision the place that the figures give; null below the
   *     threshold
   * @param sum of the grants down to here, without those that ended
   * @param cutOff whether the line down to which the money reached is above this row
   * @param position on the reserve list, 0 for who does not wait
   * @param decided what the panel said; null where it did not decide
   */
  record Row(
      RankingEntry entry,
      String title,
      @Nullable Integer rank,
      Cents sum,
      boolean cutOff,
      int position,
      @Nullable DecidedPlace decided) {

    /** Whether the panel gave another place than the figures. */
    public boolean moved() {
      return decided != null && decided.reason() != null;
    }
  }

  /** An application for which members left the room. */
  record Left(ApplicationRef application, List<Departure> departures) {}

  @GetMapping("/ranking")
  @PreAuthorize(STAFF)
  String ranking(@PathVariable String call, Model model) {
    return show(calls.get(call), new Filled(texts, Map.of()), model);
  }

  @PostMapping("/panel")
  @PreAuthorize(ADMINISTRATOR)
  String add(
      @PathVariable String call,
      @RequestParam(defaultValue = "") String member,
      @RequestParam(defaultValue = "") String memberState,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var form =
        new Filled(
            texts,
            Map.of("member", Written.plain(member), "memberState", Written.plain(memberState)));
    try {
      panels.add(
          call,
          new PanelMember(form.value("member").strip(), form.value("memberState")),
          signedIn.getName());
      return "redirect:/calls/" + call + "/ranking#panel";
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(calls.get(call), form.with(wrong.problems()), model);
    }
  }

  @PostMapping("/panel/{username}/removal")
  @PreAuthorize(ADMINISTRATOR)
  String remove(@PathVariable String call, @PathVariable String username, Authentication signedIn) {
    panels.remove(call, username, signedIn.getName());
    return "redirect:/calls/" + call + "/ranking#panel";
  }

  private String show(CallView call, Filled form, Model model) {
    var ranking = rankings.of(call.reference());
    var members = panels.members(call.reference());
    var available = available(call);
    model.addAttribute("call", call);
    model.addAttribute("ranking", ranking);
    model.addAttribute("rows", rows(ranking, available));
    model.addAttribute("available", available);
    model.addAttribute("members", members);
    model.addAttribute("states", Panels.MEMBER_STATES);
    model.addAttribute("left", left(ranking));
    model.addAttribute("names", accounts.names(people(ranking, members)));
    model.addAttribute("form", form);
    return "calls/ranking";
  }

  private Cents available(CallView call) {
    return budget.totals().stream()
        .filter(line -> line.line().equals(call.budgetLine()))
        .map(LineTotals::available)
        .findFirst()
        .orElse(Cents.ZERO);
  }

  private List<Row> rows(CallRanking ranking, Cents available) {
    var decision = ranking.decision();
    var reserve = ranking.reserve();
    var cutOff = decision == null ? null : ranking.cutOff().orElse(null);
    var sum = Cents.ZERO;
    var rank = 0;
    var proposed = false;
    var titles =
        applications.titles(ranking.entries().stream().map(RankingEntry::application).toList());
    var rows = new ArrayList<Row>();
    for (var entry : ranking.entries()) {
      var counts = entry.endedAt() == null && entry.figures().passed();
      var place = entry.place();
      if (decision == null && counts) {
        rank++;
        place = rank;
      }
      if (counts) {
        sum = sum.plus(entry.figures().grant());
      }
      var line = decision == null ? counts && !proposed && sum.exceeds(available) : entry == cutOff;
      proposed |= line;
      rows.add(
          new Row(
              entry,
              titles.getOrDefault(entry.application(), ""),
              place,
              sum,
              line,
              reserve.indexOf(entry) + 1,
              decision == null ? null : decided(decision, entry)));
    }
    return List.copyOf(rows);
  }

  private static @Nullable DecidedPlace decided(CallRanking.Decision decision, RankingEntry entry) {
    return decision.places().stream()
        .filter(place -> place.application().equals(entry.application()))
        .filter(place -> place.number() == entry.number())
        .findFirst()
        .orElse(null);
  }

  private static List<Left> left(CallRanking ranking) {
    var decision = ranking.decision();
    return decision == null
        ? List.of()
        : decision.departures().stream()
            .map(Departure::application)
            .distinct()
            .map(
                ref ->
                    new Left(
                        ref,
                        decision.departures().stream()
                            .filter(one -> one.application().equals(ref))
                            .toList()))
            .toList();
  }

  private static HashSet<String> people(CallRanking ranking, List<PanelMember> members) {
    var people = new HashSet<String>();
    members.forEach(member -> people.add(member.username()));
    var decision = ranking.decision();
    if (decision != null) {
      people.add(decision.decidedBy());
      decision.present().forEach(member -> people.add(member.username()));
    }
    return people;
  }
}
