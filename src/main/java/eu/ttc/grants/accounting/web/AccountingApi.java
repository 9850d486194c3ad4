package eu.ttc.grants.accounting.web;

import eu.ttc.grants.accounting.DayReport;
import eu.ttc.grants.accounting.Difference;
import eu.ttc.grants.accounting.LineFigures;
import eu.ttc.grants.accounting.Period;
import eu.ttc.grants.accounting.Reconciliation;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Accounting")
class AccountingApi {

  private final CsvAnswer csv;
  private final Reconciliation reconciliation;

  AccountingApi(CsvAnswer csv, Reconciliation reconciliation) {
    this.csv = csv;
    this.reconciliation = reconciliation;
  }

  /**
   * Whether all records of the money agreed.
   *
   * @param summary the same in one line
   * @param ended false while the day goes on
   */
  record DayAnswer(
      LocalDate day,
      boolean ended,
      boolean agrees,
      String summary,
      List<LineFigures> lines,
      List<Difference> differences) {

    static DayAnswer of(DayReport report) {
      return new DayAnswer(
          report.day(),
          report.ended(),
          report.agrees(),
          report.summary(),
          report.lines(),
          report.differences());
    }
  }

  @GetMapping(path = "/api/accounting/postings.csv", produces = "text/csv")
  @Operation(
      summary = "All postings of the ledger of a period, as CSV (RFC 4180)",
      description =
          "Days of the programme, both included. bom=true puts a byte order mark in front, for"
              + " Excel. Columns: src/docs/accounting-export.md.")
  void postings(
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(defaultValue = "false") boolean bom,
      HttpServletResponse response)
      throws IOException {
    csv.postings(Period.of(from, to), bom, response);
  }

  @GetMapping(path = "/api/accounting/payments.csv", produces = "text/csv")
  @Operation(
      summary = "All payments ordered, released or booked in a period, as CSV (RFC 4180)",
      description = "As the postings; account numbers are masked for auditors.")
  void payments(
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(defaultValue = "false") boolean bom,
      Authentication person,
      HttpServletResponse response)
      throws IOException {
    csv.payments(Period.of(from, to), bom, person, response);
  }

  @GetMapping(path = "/api/accounting/repayments.csv", produces = "text/csv")
  @Operation(
      summary = "All postings about what is to come back in a period, as CSV (RFC 4180)",
      description = "Interest and what was paid too much included; they never are in the ledger.")
  void repayments(
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(defaultValue = "false") boolean bom,
      HttpServletResponse response)
      throws IOException {
    csv.repayments(Period.of(from, to), bom, response);
  }

  @GetMapping("/api/reconciliation/{date}")
  @Operation(
      summary = "Whether ledger, payments, bank and engine agreed at the end of a day",
      description = "For any day until today; a day that is over always has the same answer.")
  DayAnswer day(@PathVariable LocalDate date) {
    return DayAnswer.of(reconciliation.of(date));
  }
}
