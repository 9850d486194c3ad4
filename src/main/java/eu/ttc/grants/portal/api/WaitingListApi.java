package eu.ttc.grants.portal.api;

import eu.ttc.grants.budget.WaitingList;
import eu.ttc.grants.budget.WaitingListClosure;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Waiting list")
class WaitingListApi {

  private final WaitingList waitingList;
  private final Access access;

  WaitingListApi(WaitingList waitingList, Access access) {
    this.waitingList = waitingList;
    this.access = access;
  }

  /** The list, first come first; with who closed it, if it is closed. */
  record WaitingListAnswer(List<Entry> waiting, @Nullable WaitingListClosure closure) {}

  /** One that waits; {@code wokenAt} is when a voucher was set aside for it. */
  record Entry(
      int position,
      String application,
      long amountCents,
      Instant joinedAt,
      @Nullable Instant wokenAt) {}

  /** Where one application stands. */
  record PositionAnswer(
      String application, int position, int total, boolean voucherReleased, Instant joinedAt) {}

  /** Why the list is closed. */
  record Closing(@Nullable String reason) {}

  @GetMapping("/api/waiting-list")
  @PreAuthorize(
      "hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'FINANCE_OFFICER', 'ADMINISTRATOR',"
          + " 'AUDITOR')")
  @Operation(summary = "Who waits for a voucher, first come first")
  WaitingListAnswer list() {
    var entries = waitingList.entries();
    return new WaitingListAnswer(
        IntStream.range(0, entries.size())
            .mapToObj(
                i -> {
                  var entry = entries.get(i);
                  return new Entry(
                      i + 1,
                      entry.application().value(),
                      entry.amount().value(),
                      entry.joinedAt(),
                      entry.wokenAt());
                })
            .toList(),
        waitingList.closure().orElse(null));
  }

  @PostMapping("/api/waiting-list/closure")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  @Operation(
      summary = "Close the waiting list for good; closing again changes nothing",
      description =
          "Whoever waits is rejected with BUDGET_EXHAUSTED, except those for whom a voucher was"
              + " already set aside.")
  WaitingListClosure close(@RequestBody Closing closing, Authentication signedIn) {
    if (closing.reason() == null) {
      throw InvalidInput.of("reason", "required", "is required");
    }
    return waitingList.close(closing.reason(), signedIn.getName());
  }

  @GetMapping("/api/applications/{reference}/waiting-list")
  @Operation(summary = "Position of an application that waits for a voucher")
  PositionAnswer position(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return waitingList
        .position(ref)
        .map(
            seen ->
                new PositionAnswer(
                    ref.value(),
                    seen.position(),
                    seen.total(),
                    seen.voucherReleased(),
                    seen.joinedAt()))
        .orElseThrow(() -> new Unknown("place on the waiting list of", ref));
  }
}
