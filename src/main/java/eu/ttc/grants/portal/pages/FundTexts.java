package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Dossier.Participation;
import eu.ttc.grants.consortium.BonusClaim;
import eu.ttc.grants.consortium.BonusFinding;
import eu.ttc.grants.consortium.BonusGrounds;
import eu.ttc.grants.kernel.Cents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lays out who bears which costs of a fund project. For templates: {@code @fundTexts}. */
@Component("fundTexts")
class FundTexts {

  /**
   * Who bears which costs.
   *
   * @param categories those that somebody has costs of
   * @param totals of each category
   */
  public record Table(
      List<AidCategory> categories,
      List<Line> lines,
      List<Cents> totals,
      Cents total,
      List<OtherAid> otherAid) {}

  /** One partner: its costs of each category of the table. */
  public record Line(String name, List<Cents> costs, Cents total, @Nullable Long ownFunds) {}

  /** Other aid that one partner has for its costs of one category. */
  public record OtherAid(String name, AidCategory category, Cents amount) {}

  private record Party(String name, @Nullable Participation own) {

    Cents costs(AidCategory category) {
      return own == null ? Cents.ZERO : own.costsByCategory().getOrDefault(category, Cents.ZERO);
    }

    Map<AidCategory, Cents> otherAid() {
      return own == null ? Map.of() : own.otherAidByCategory();
    }
  }

  /** The table of a dossier, the lead first. */
  public Table table(Dossier dossier) {
    var parties = parties(dossier);
    var categories =
        Arrays.stream(AidCategory.values())
            .filter(
                category ->
                    parties.stream().anyMatch(party -> party.costs(category).exceeds(Cents.ZERO)))
            .toList();
    var lines =
        parties.stream()
            .map(
                party -> {
                  var costs = categories.stream().map(party::costs).toList();
                  return new Line(
                      party.name(),
                      costs,
                      sum(costs),
                      party.own() == null ? null : party.own().ownFundsCents());
                })
            .toList();
    var totals =
        categories.stream()
            .map(category -> sum(parties.stream().map(party -> party.costs(category)).toList()))
            .toList();
    var otherAid =
        parties.stream()
            .flatMap(
                party ->
                    party.otherAid().entrySet().stream()
                        .map(aid -> new OtherAid(party.name(), aid.getKey(), aid.getValue())))
            .toList();
    return new Table(categories, lines, totals, sum(totals), otherAid);
  }

  /** What the dossier says that may raise the aid. */
  public List<BonusClaim> claims(Dossier dossier) {
    return BonusGrounds.claimsOf(dossier);
  }

  /** What was found about a claim; null while nobody looked at this very one. */
  public @Nullable BonusFinding finding(@Nullable List<BonusFinding> findings, BonusClaim claim) {
    return findings == null
        ? null
        : findings.stream()
            .filter(finding -> finding.claim().isTheSameAs(claim))
            .findFirst()
            .orElse(null);
  }

  /** The kinds of areas that a form offers. */
  public AssistedArea[] areas() {
    return AssistedArea.values();
  }

  /** Names of the partners, the lead first. */
  public List<String> names(Dossier dossier) {
    return parties(dossier).stream().map(Party::name).toList();
  }

  /** Whether something was typed into a field of this group. */
  public boolean anythingIn(Filled form, String group) {
    return form.typed().entrySet().stream()
        .anyMatch(field -> field.getKey().startsWith(group) && !field.getValue().isBlank());
  }

  private static List<Party> parties(Dossier dossier) {
    var parties = new ArrayList<Party>();
    var fund = dossier.fund();
    parties.add(new Party(dossier.enterprise().name(), fund == null ? null : fund.lead()));
    dossier
        .partners()
        .forEach(
            partner ->
                parties.add(
                    new Party(
                        partner.name(),
                        partner.member() == null ? null : partner.member().participation())));
    return parties;
  }

  private static Cents sum(List<Cents> amounts) {
    return amounts.stream().reduce(Cents.ZERO, Cents::plus);
  }
}
