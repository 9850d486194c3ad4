package eu.ttc.grants.cofunding;

import eu.ttc.grants.cofunding.ItemVerdict.Accepted;
import eu.ttc.grants.cofunding.ItemVerdict.Limited;
import eu.ttc.grants.cofunding.ItemVerdict.Refused;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where a verification stands, its rounds and the officers' verdicts. */
@Repository
class VerificationRows {

  private final JdbcClient jdbc;

  VerificationRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One round of checking.
   *
   * @param items numbers of the items to judge
   * @param reducedSound whether a smaller project would be sound; null until checked
   */
  record Round(
      int number,
      List<Integer> items,
      @Nullable Boolean reducedSound,
      @Nullable String checkedBy) {}

  VerificationState state(ApplicationRef ref) {
    return jdbc.sql("select state from cofunding_verification where application = :ref")
        .param("ref", ref.value())
        .query(String.class)
        .optional()
        .map(VerificationState::valueOf)
        .orElse(VerificationState.OPEN);
  }

  void become(ApplicationRef ref, VerificationState state, Instant now) {
    jdbc.sql(
            """
            insert into cofunding_verification (application, state, round, verified_at)
            values (:ref, :state, 0, case when :state = 'VERIFIED' then :now::timestamptz end)
            on conflict (application) do update
            set state = excluded.state,
                verified_at = coalesce(cofunding_verification.verified_at, excluded.verified_at)
            """)
        .param("ref", ref.value())
        .param("state", state.name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Round begin(ApplicationRef ref, List<Integer> items, Instant now) {
    become(ref, VerificationState.CHECKING, now);
    int number =
        jdbc.sql(
                "update cofunding_verification set round = round + 1 where application = :ref"
                    + " returning round")
            .param("ref", ref.value())
            .query(Integer.class)
            .single();
    jdbc.sql(
            "insert into cofunding_round (application, round, items, assessed_at)"
                + " values (:ref, :round, :items, :now)")
        .param("ref", ref.value())
        .param("round", number)
        .param("items", items.toArray(Integer[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    return new Round(number, items, null, null);
  }

  Optional<Round> lastRound(ApplicationRef ref) {
    return jdbc.sql(
            "select * from cofunding_round where application = :ref order by round desc limit 1")
        .param("ref", ref.value())
        .query(VerificationRows::round)
        .optional();
  }

  boolean hasChecked(ApplicationRef ref, String username) {
    return jdbc.sql(
            "select exists (select from cofunding_round"
                + " where application = :ref and checked_by = :name)")
        .param("ref", ref.value())
        .param("name", username)
        .query(Boolean.class)
        .single();
  }

  void check(
      ApplicationRef ref,
      int round,
      List<ItemVerdict> verdicts,
      boolean reducedSound,
      String findings,
      String officer,
      Instant now) {
    jdbc.sql(
            """
            update cofunding_round
            set reduced_sound = :sound, findings = :findings, checked_by = :officer, checked_at = :now
            where application = :ref and round = :round
            """)
        .param("sound", reducedSound)
        .param("findings", findings)
        .param("officer", officer)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("round", round)
        .update();
    verdicts.forEach(verdict -> add(ref, round, verdict, officer, now));
  }

  /** The newest verdict on each item. */
  Map<Integer, ItemVerdict> verdicts(ApplicationRef ref) {
    return jdbc
        .sql(
            "select distinct on (evidence) * from cofunding_verdict where application = :ref"
                + " order by evidence, round desc")
        .param("ref", ref.value())
        .query(VerificationRows::verdict)
        .list()
        .stream()
        .collect(Collectors.toMap(ItemVerdict::item, Function.identity()));
  }

  private void add(
      ApplicationRef ref, int round, ItemVerdict verdict, String officer, Instant now) {
    jdbc.sql(
            """
            insert into cofunding_verdict (application, round, evidence, verdict, up_to_cents,
                                           reason, note, officer, given_at)
            values (:ref, :round, :item, :verdict, :upTo, :reason, :note, :officer, :now)
            """)
        .param("ref", ref.value())
        .param("round", round)
        .param("item", verdict.item())
        .param("verdict", code(verdict))
        .param("upTo", verdict instanceof Limited limited ? limited.upTo().value() : null)
        .param("reason", reason(verdict))
        .param("note", note(verdict))
        .param("officer", officer)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static String code(ItemVerdict verdict) {
    return switch (verdict) {
      case Accepted accepted -> "ACCEPTED";
      case Limited limited -> "LIMITED";
      case Refused refused -> "REFUSED";
    };
  }

  private static @Nullable String reason(ItemVerdict verdict) {
    return switch (verdict) {
      case Accepted accepted -> null;
      case Limited limited -> limited.reason().name();
      case Refused refused -> refused.reason().name();
    };
  }

  private static String note(ItemVerdict verdict) {
    return switch (verdict) {
      case Accepted accepted -> "";
      case Limited limited -> limited.note();
      case Refused refused -> refused.note();
    };
  }

  private static ItemVerdict verdict(ResultSet row, int index) throws SQLException {
    var item = row.getInt("evidence");
    return switch (row.getString("verdict")) {
      case "ACCEPTED" -> new Accepted(item);
      case "LIMITED" ->
          new Limited(
              item,
              Cents.of(row.getLong("up_to_cents")),
              VerdictReason.valueOf(row.getString("reason")),
              row.getString("note"));
      default ->
          new Refused(item, VerdictReason.valueOf(row.getString("reason")), row.getString("note"));
    };
  }

  private static Round round(ResultSet row, int index) throws SQLException {
    return new Round(
        row.getInt("round"),
        Arrays.stream((Object[]) row.getArray("items").getArray())
            .map(Integer.class::cast)
            .toList(),
        row.getObject("reduced_sound", Boolean.class),
        row.getString("checked_by"));
  }
}
