package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.stateaid.DeMinimisAccounts.Entry;
import eu.ttc.grants.stateaid.DeMinimisRule.Aid;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The shares of fund grants that rest on de minimis aid, in the accounts of the undertakings that
 * get them. The accounts follow the aid sheet that counts: what it gives is reserved when it is
 * computed, granted when all have signed, and corrected whenever the grant becomes another one.
 * What becomes less keeps its day; what becomes more is new aid, for which there must be room.
 * Everything is done within the running transaction; the order of locks is that of {@link
 * DeMinimis}, before any budget line.
 */
@Service
public class DeMinimisOfGrants {

  private final DeMinimisAccounts accounts;
  private final SingleUndertakings undertakings;
  private final GrantingAuthority authority;
  private final AidRows sheets;
  private final Applications applications;
  private final Clock clock;

  DeMinimisOfGrants(
      DeMinimisAccounts accounts,
      SingleUndertakings undertakings,
      GrantingAuthority authority,
      AidRows sheets,
      Applications applications,
      Clock clock) {
    this.accounts = accounts;
    this.undertakings = undertakings;
    this.authority = authority;
    this.sheets = sheets;
    this.applications = applications;
    this.clock = clock;
  }

  /** What each enterprise is to have, and how much of it is new and must find room. */
  private record Plan(SortedMap<String, Cents> wanted, List<Share> added) {}

  /**
   * Makes the accounts hold what the newest sheet gives that allows a grant; nothing changes when
   * they do already. All shares fit, or nothing is changed for anybody.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public HeadroomCheck hold(ApplicationRef ref) {
    applications.lockedStatus(ref);
    return sheets
        .newestAllowed(ref)
        .map(this::follow)
        .orElseGet(() -> new Reserved(accounts.held(ref)));
  }

  /** As {@link #hold}, with this sheet; one that refuses the grant takes everything off. */
  @Transactional(propagation = Propagation.MANDATORY)
  public HeadroomCheck follow(AidSheet sheet) {
    var ref = sheet.application();
    applications.lockedStatus(ref);
    var wanted = shares(sheet.allowed() ? granted(sheet) : Map.of(), ref);
    var before = accounts.entries(ref);
    if (amounts(before).equals(amountsOf(wanted))) {
      return new Reserved(accounts.held(ref));
    }
    var figures = figures(ref, wanted, before);
    if (!figures.isEmpty()) {
      accounts.keep(ref, figures, clock.instant());
    }
    if (!figures.stream().allMatch(HeadroomFigures::withinCeiling)) {
      applications.note(
          ref,
          "DE_MINIMIS_CEILING_EXCEEDED",
          Applications.SYSTEM,
          HeadroomFigures.whoExceeds(figures));
      return new CeilingExceeded(figures);
    }
    change(ref, before, wanted, "aid sheet " + sheet.number());
    return new Reserved(accounts.held(ref));
  }

  /**
   * The agreement binds: the right to the aid arises on this day. Granting again does nothing.
   *
   * @throws NotNow when there is no room any more; what was reserved before always has
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void grant(ApplicationRef ref, LocalDate day) {
    if (hold(ref) instanceof CeilingExceeded(var figures)) {
      throw new NotNow(
          "The agreement of %s cannot bind: %s"
              .formatted(ref, HeadroomFigures.whoExceeds(figures)));
    }
    if (accounts.entries(ref).stream().anyMatch(entry -> entry.grantedOn() == null)) {
      accounts.grant(ref, day);
      applications.note(ref, "DE_MINIMIS_GRANTED", Applications.SYSTEM, null);
    }
  }

  /**
   * The grant is settled, at its end or early: only what was earned stays aid.
   *
   * @param earned of the partner of this name for its costs of this category
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void settle(ApplicationRef ref, BiFunction<String, AidCategory, Cents> earned) {
    applications.lockedStatus(ref);
    var sheet = sheets.newestAllowed(ref);
    if (sheet.isEmpty() || accounts.entries(ref).isEmpty()) {
      return;
    }
    var left = new LinkedHashMap<String, Cents>();
    deMinimis(sheet.get())
        .forEach(
            share ->
                left.merge(
                    share.name(),
                    earned.apply(share.name(), share.category()).min(share.granted()),
                    Cents::plus));
    lower(ref, amountsOf(shares(left, ref)), "grant settled");
  }

  /** What the grant holds now, by party; empty for who holds nothing. */
  @Transactional(readOnly = true)
  public List<DeMinimisEntry> entries(ApplicationRef ref) {
    var entries = accounts.entries(ref);
    if (entries.isEmpty()) {
      return List.of();
    }
    var names = new HashMap<String, String>();
    parties(applications.get(ref).dossier())
        .forEach((name, enterprise) -> names.putIfAbsent(enterprise, name));
    return entries.stream()
        .map(
            entry ->
                new DeMinimisEntry(
                    names.getOrDefault(entry.enterprise(), entry.enterprise()),
                    entry.enterprise(),
                    entry.amount(),
                    entry.grantedOn()))
        .toList();
  }

  /**
   * Tells for each question whether the account of the partner's undertaking has room for the most
   * that the programme gives for these costs. Whether all shares fit together is looked at when the
   * aid is computed.
   */
  List<AidQuestion> withRoom(
      ApplicationRef ref, FundedProject project, FundAidRules rules, List<AidQuestion> questions) {
    if (questions.isEmpty()) {
      return questions;
    }
    enterDeclared(ref);
    var rule = accounts.ruleOn(today());
    var keys = parties(applications.get(ref).dossier());
    var own = amounts(accounts.entries(ref));
    Map<String, Cents> counted = new HashMap<>();
    return questions.stream()
        .map(
            question -> {
              var partner = project.partners().get(question.partner() - 1);
              var enterprise = keys.get(partner.name());
              if (enterprise == null || !partner.economicActivity()) {
                return question;
              }
              var before =
                  counted.computeIfAbsent(
                      enterprise,
                      key ->
                          rule.counted(accounts.aidAround(key), today())
                              .less(own.getOrDefault(key, Cents.ZERO)));
              var costs = partner.costsByCategory().getOrDefault(question.category(), Cents.ZERO);
              return question.withRoom(
                  rule.hasRoom(before, Percent.of(rules.programmeRate(), costs)));
            })
        .toList();
  }

  /** What the accounts would say to these shares; empty when none of them is de minimis aid. */
  List<HeadroomFigures> figures(ApplicationRef ref, List<AidShare> shares) {
    var wanted = shares(byName(shares), ref);
    return wanted.isEmpty() ? List.of() : figures(ref, wanted, accounts.entries(ref));
  }

  /** Keeps what a refusal counted, so that it can be shown. */
  void keep(ApplicationRef ref, List<HeadroomFigures> figures) {
    accounts.keep(ref, figures, clock.instant());
  }

  private List<HeadroomFigures> figures(
      ApplicationRef ref, List<Share> wanted, List<Entry> before) {
    var plan = plan(wanted, before);
    if (plan.added().isEmpty()) {
      return List.of();
    }
    var now = today();
    var rule = accounts.ruleOn(now);
    var undertakingOf = locked(ref, rule);
    var aid = new HashMap<String, List<Aid>>();
    for (var undertaking : undertakingOf.values().stream().distinct().toList()) {
      aid.put(undertaking, new ArrayList<>(accounts.aidOfOthers(undertaking, ref)));
    }
    kept(before, plan.wanted())
        .forEach(
            (entry, amount) -> {
              if (entry.grantedOn() != null) {
                aid.computeIfAbsent(
                        undertakingOf.getOrDefault(entry.enterprise(), entry.enterprise()),
                        undertaking -> new ArrayList<>())
                    .add(new Aid(amount, entry.grantedOn()));
              }
            });
    return rule.check(plan.added(), undertakingOf, aid, now, authority.memberState());
  }

  /** While nothing is granted yet, everything is looked at anew; afterwards only what is added. */
  private static Plan plan(List<Share> wanted, List<Entry> before) {
    var granted = before.stream().anyMatch(entry -> entry.grantedOn() != null);
    var had = granted ? amounts(before) : Map.<String, Cents>of();
    return new Plan(
        amountsOf(wanted),
        wanted.stream()
            .map(
                share ->
                    new Share(
                        share.party(),
                        share.enterprise(),
                        share.amount().less(had.getOrDefault(share.enterprise(), Cents.ZERO))))
            .filter(share -> share.amount().exceeds(Cents.ZERO))
            .toList());
  }

  private void change(ApplicationRef ref, List<Entry> before, List<Share> wanted, String reason) {
    var amounts = amountsOf(wanted);
    var granted = before.stream().anyMatch(entry -> entry.grantedOn() != null);
    var now = clock.instant();
    var had = amounts(before);
    kept(before, amounts).forEach((entry, left) -> accounts.lower(entry, left, reason, now));
    for (var share : wanted) {
      var more = share.amount().less(had.getOrDefault(share.enterprise(), Cents.ZERO));
      if (more.exceeds(Cents.ZERO)) {
        accounts.reserve(ref, new Share(share.party(), share.enterprise(), more), today(), now);
      }
    }
    if (granted) {
      accounts.grant(ref, today());
    }
    applications.note(
        ref,
        before.isEmpty()
            ? "DE_MINIMIS_RESERVED"
            : wanted.isEmpty() ? "DE_MINIMIS_RELEASED" : "DE_MINIMIS_CORRECTED",
        Applications.SYSTEM,
        wanted.isEmpty() ? null : told(wanted));
  }

  private void lower(ApplicationRef ref, SortedMap<String, Cents> wanted, String reason) {
    applications.lockedStatus(ref);
    var before = accounts.entries(ref);
    var lowered =
        kept(before, wanted).entrySet().stream()
            .filter(entry -> entry.getKey().amount().exceeds(entry.getValue()))
            .toList();
    if (lowered.isEmpty()) {
      return;
    }
    lowered.forEach(
        entry -> accounts.lower(entry.getKey(), entry.getValue(), reason, clock.instant()));
    applications.note(
        ref,
        accounts.entries(ref).isEmpty() ? "DE_MINIMIS_RELEASED" : "DE_MINIMIS_CORRECTED",
        Applications.SYSTEM,
        reason);
  }

  /** What is left of each entry when its enterprise is to have so much: the newest go first. */
  private static Map<Entry, Cents> kept(List<Entry> entries, Map<String, Cents> wanted) {
    var left = new HashMap<>(wanted);
    var kept = new LinkedHashMap<Entry, Cents>();
    for (var entry : entries) {
      var rest = left.getOrDefault(entry.enterprise(), Cents.ZERO);
      var stays = entry.amount().min(rest);
      left.put(entry.enterprise(), rest.minus(stays));
      kept.put(entry, stays);
    }
    return kept;
  }

  /** Enters what the lead declared, so that it counts; a dossier without earlier aid tells none. */
  private void enterDeclared(ApplicationRef ref) {
    if (!applications.get(ref).dossier().priorDeMinimis().isEmpty()) {
      locked(ref, accounts.ruleOn(today()));
    }
  }

  /** Holds the accounts of all parties, with what the dossier tells of their links and aid. */
  private Map<String, String> locked(ApplicationRef ref, DeMinimisRule rule) {
    var dossier = applications.get(ref).dossier();
    undertakings.unite(groups(dossier, rule), ref);
    var enterprises = new TreeSet<>(parties(dossier).values());
    undertakings.open(enterprises);
    var undertakingOf = undertakings.lock(enterprises);
    dossier
        .enterprise()
        .registerKey()
        .ifPresent(
            lead ->
                accounts.declare(lead, ref, dossier.priorDeMinimis(), today(), clock.instant()));
    return undertakingOf;
  }

  private static List<SortedSet<String>> groups(Dossier dossier, DeMinimisRule rule) {
    var groups = new ArrayList<SortedSet<String>>();
    groups.add(rule.undertakingOf(dossier.enterprise()));
    for (var partner : dossier.partners()) {
      var group = new TreeSet<String>();
      partner.registerKey().ifPresent(group::add);
      Optional.ofNullable(partner.member())
          .flatMap(Dossier.Member::controllerKey)
          .filter(controller -> !group.isEmpty())
          .ifPresent(group::add);
      groups.add(group);
    }
    return groups.stream().filter(group -> !group.isEmpty()).toList();
  }

  /** Register keys of the parties that have one, by their names. */
  private static Map<String, String> parties(Dossier dossier) {
    var keys = new LinkedHashMap<String, String>();
    dossier.enterprise().registerKey().ifPresent(key -> keys.put(dossier.enterprise().name(), key));
    dossier
        .partners()
        .forEach(partner -> partner.registerKey().ifPresent(key -> keys.put(partner.name(), key)));
    return keys;
  }

  private static List<AidShare> deMinimis(AidSheet sheet) {
    return sheet.shares().stream().filter(share -> share.basis() == AidBasis.DE_MINIMIS).toList();
  }

  private static Map<String, Cents> granted(AidSheet sheet) {
    return byName(sheet.shares());
  }

  private static Map<String, Cents> byName(List<AidShare> shares) {
    var amounts = new LinkedHashMap<String, Cents>();
    shares.stream()
        .filter(share -> share.basis() == AidBasis.DE_MINIMIS)
        .forEach(share -> amounts.merge(share.name(), share.granted(), Cents::plus));
    return amounts;
  }

  /** Of those who get something, ordered by enterprise. */
  private List<Share> shares(Map<String, Cents> byName, ApplicationRef ref) {
    if (byName.isEmpty()) {
      return List.of();
    }
    var keys = parties(applications.get(ref).dossier());
    var shares = new TreeMap<String, Share>();
    byName.forEach(
        (name, amount) -> {
          if (amount.exceeds(Cents.ZERO)) {
            shares.merge(key(ref, keys, name), share(ref, keys, name, amount), Share::with);
          }
        });
    return List.copyOf(shares.values());
  }

  private static Share share(
      ApplicationRef ref, Map<String, String> keys, String name, Cents amount) {
    return new Share(name, key(ref, keys, name), amount);
  }

  private static String key(ApplicationRef ref, Map<String, String> keys, String name) {
    return Optional.ofNullable(keys.get(name))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s of %s is to get de minimis aid, but its dossier names no country and register number of it, so its undertaking is unknown."
                        .formatted(name, ref)));
  }

  private static SortedMap<String, Cents> amountsOf(List<Share> shares) {
    var amounts = new TreeMap<String, Cents>();
    shares.forEach(share -> amounts.put(share.enterprise(), share.amount()));
    return amounts;
  }

  private static SortedMap<String, Cents> amounts(List<Entry> entries) {
    var amounts = new TreeMap<String, Cents>();
    entries.forEach(entry -> amounts.merge(entry.enterprise(), entry.amount(), Cents::plus));
    return amounts;
  }

  private static String told(List<Share> shares) {
    return shares.stream()
        .map(share -> "%s: %s".formatted(share.party(), share.amount()))
        .collect(Collectors.joining("; "));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }
}
