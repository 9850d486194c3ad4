package eu.ttc.grants.portal.api;

import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.budget.Bucket;
import eu.ttc.grants.budget.Ledger;
import eu.ttc.grants.budget.Posting;
import eu.ttc.grants.budget.PostingKind;
import eu.ttc.grants.budget.PostingSearch;
import eu.ttc.grants.budget.Source;
import eu.ttc.grants.budget.VoucherEvent;
import eu.ttc.grants.budget.VoucherSlot;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.PostingGrounds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** From a total of the ledger to its postings, their applications, decisions and persons. */
@RestController
@Tag(name = "Budget")
@PreAuthorize("hasAnyRole('FINANCE_OFFICER', 'PROGRAMME_MANAGER', 'ADMINISTRATOR', 'AUDITOR')")
class LedgerApi {

  private final Ledger ledger;
  private final PostingGrounds grounds;

  LedgerApi(Ledger ledger, PostingGrounds grounds) {
    this.ledger = ledger;
    this.grounds = grounds;
  }

  /**
   * A page of postings, newest first; {@code changeCents} is by what all that were found change
   * what was asked for: its balance, when no first moment was asked for.
   */
  record FoundAnswer(
      List<PostingAnswer> postings, int page, boolean more, long count, long changeCents) {}

  /** One posting. */
  record PostingAnswer(
      long id,
      Instant at,
      PostingKind kind,
      @Nullable String application,
      int instalment,
      int attempt,
      String key,
      long amountCents,
      long erdfCents,
      long nationalCents,
      long changeCents,
      @Nullable String reason,
      String by,
      @Nullable DecisionAnswer decision,
      List<Posting.Entry> entries) {}

  /** The decision that is in force for the application. */
  record DecisionAnswer(Decision decision, String decidedBy, Instant decidedAt) {

    static @Nullable DecisionAnswer of(@Nullable AwardDecision decided) {
      return decided == null
          ? null
          : new DecisionAnswer(decided.decision(), decided.decidedBy(), decided.decidedAt());
    }
  }

  @GetMapping("/api/budget/lines/{line}/postings")
  @Operation(
      summary = "Postings of a budget line, newest first",
      description =
          "With a bucket: those that change this balance; with a source: those that change its"
              + " part. Up to \"to\" and without \"from\" their sum is the balance at that moment.")
  FoundAnswer postings(
      @PathVariable String line,
      @RequestParam(required = false) @Nullable Bucket bucket,
      @RequestParam(required = false) @Nullable Source source,
      @RequestParam(required = false) @Nullable String application,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(defaultValue = "1") int page) {
    var search = new PostingSearch(line, bucket, source, reference(application), from, to, page);
    var found = ledger.postings(search);
    var decisions = grounds.decisions(found.rows());
    return new FoundAnswer(
        found.rows().stream()
            .map(
                posting ->
                    new PostingAnswer(
                        posting.id(),
                        posting.at(),
                        posting.kind(),
                        posting.application() == null ? null : posting.application().value(),
                        posting.instalment(),
                        posting.attempt(),
                        posting.key(),
                        posting.amount().value(),
                        posting.erdf().value(),
                        posting.national().value(),
                        posting.change(bucket, source),
                        posting.reason(),
                        posting.by(),
                        DecisionAnswer.of(decisions.get(posting.application())),
                        posting.entries()))
            .toList(),
        found.page(),
        found.more(),
        found.count(),
        found.changeCents());
  }

  @GetMapping("/api/budget/lines/{line}/vouchers")
  @Operation(summary = "Who holds which voucher, now or at a past moment")
  List<VoucherSlot> vouchers(
      @PathVariable String line, @RequestParam(required = false) @Nullable Instant at) {
    return ledger.vouchers(line, at == null ? Ledger.LATEST : at);
  }

  @GetMapping("/api/budget/lines/{line}/vouchers/{number}")
  @Operation(summary = "Who took a voucher and gave it back, oldest first")
  List<VoucherEvent> voucher(@PathVariable String line, @PathVariable int number) {
    return ledger.history(line, number);
  }

  private static @Nullable ApplicationRef reference(@Nullable String application) {
    return application == null || application.isBlank()
        ? null
        : ApplicationRef.parse(application)
            .orElseThrow(
                () ->
                    InvalidInput.of(
                        "application", "reference", "must be a reference like V-2026-000123"));
  }
}
