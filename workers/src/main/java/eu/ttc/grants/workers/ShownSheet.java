package eu.ttc.grants.workers;

import eu.ttc.grants.cofunding.ItemLine;
import eu.ttc.grants.cofunding.PartyLine;
import eu.ttc.grants.cofunding.Sheet;
import eu.ttc.grants.cofunding.Why;
import eu.ttc.grants.kernel.Cents;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A sheet as a form of Tasklist can show it: rows of texts. Parties are numbers, for names stay in
 * the dossier.
 */
final class ShownSheet {

  private final Sheet sheet;
  private final List<String> parties;

  ShownSheet(Sheet sheet) {
    this.sheet = sheet;
    this.parties = sheet.parties().stream().map(PartyLine::party).toList();
  }

  /** Both tests of one party, or of all together. */
  record Test(
      String party,
      String costs,
      String grant,
      String match,
      String ownFunds,
      String gap,
      String allFunds,
      String missing) {

    private static Test of(String party, PartyLine line) {
      return new Test(
          party,
          euros(line.eligibleCosts()),
          euros(line.grant()),
          euros(line.matchNeeded()),
          euros(line.ownFunds()),
          euros(line.gap()),
          euros(line.counted()),
          line.passes() ? "–" : euros(line.missing()));
    }
  }

  /** One item, with why it does not count for more. */
  record Line(String item, String kind, String party, String pledged, String counts, String why) {}

  List<Test> tests() {
    var each =
        IntStream.range(0, parties.size())
            .mapToObj(index -> Test.of(String.valueOf(index + 1), sheet.parties().get(index)));
    return Stream.concat(each, Stream.of(Test.of("All", sheet.total()))).toList();
  }

  List<Line> lines() {
    return sheet.items().stream().map(this::line).toList();
  }

  private Line line(ItemLine item) {
    var party = parties.indexOf(item.party()) + 1;
    return new Line(
        String.valueOf(item.number()),
        words(item.kind()),
        party == 0 ? "?" : String.valueOf(party),
        euros(item.pledged()),
        euros(item.counted()),
        item.why().stream().map(ShownSheet::why).collect(Collectors.joining("; ")));
  }

  private static String why(Why why) {
    return switch (why) {
      case PARTY_NOT_IN_PLAN -> "Party is not in the financing plan";
      case REPLACED -> "A newer item took its place";
      case PLEDGED_ELSEWHERE -> "Same money is pledged in another application";
      case FUNDER_LEFT -> "Co-funder left";
      case NEVER_COUNTS -> "This kind never counts";
      case TOO_OLD -> "Too old";
      case EXPIRED -> "Expired";
      case ENDS_BEFORE_PROJECT -> "Ends before the project";
      case EXPIRES_BEFORE_START -> "Expires before the project starts";
      case TO_BE_RENEWED -> "To be renewed before the project starts";
      case ENCUMBERED -> "Encumbered";
      case CONDITIONAL -> "Conditional";
      case NO_FUNDS_SHOWN -> "No funds shown";
      case PART_COUNTS -> "Only a part counts";
      case LIMITED_TO_FUNDS_SHOWN -> "Limited to the funds that the accounts show";
      case LIMITED_TO_GAP -> "Public money: limited to the gap";
      case LIMITED_IN_KIND -> "In kind: limited to its share";
      case LIMITED_TO_SURPLUS -> "Limited to what the giver can spare";
      case LIMITED_BY_OFFICER -> "Limited by an officer before";
      case REFUSED_BY_OFFICER -> "Refused by an officer before";
      case NOT_CHECKED -> "Not judged";
    };
  }

  private static String words(Enum<?> code) {
    var words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String euros(Cents amount) {
    var format = NumberFormat.getInstance(Locale.ROOT);
    format.setMinimumFractionDigits(2);
    return format.format(amount.inEuros());
  }
}
