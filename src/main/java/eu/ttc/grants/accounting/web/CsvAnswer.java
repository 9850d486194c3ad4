package eu.ttc.grants.accounting.web;

import eu.ttc.grants.accounting.AccountingExport;
import eu.ttc.grants.accounting.Period;
import eu.ttc.grants.identity.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Sends an export while it is read, as a file to save. */
@Component
class CsvAnswer {

  private final AccountingExport export;

  CsvAnswer(AccountingExport export) {
    this.export = export;
  }

  void postings(Period period, boolean marked, HttpServletResponse response) throws IOException {
    begin("postings", period, response);
    export.postings(period, marked, response.getOutputStream());
  }

  void repayments(Period period, boolean marked, HttpServletResponse response) throws IOException {
    begin("repayments", period, response);
    export.repayments(period, marked, response.getOutputStream());
  }

  /** Whole account numbers are for finance officers. */
  void payments(Period period, boolean marked, Authentication person, HttpServletResponse response)
      throws IOException {
    begin("payments", period, response);
    export.payments(
        period, marked, !Role.FINANCE_OFFICER.isHeldBy(person), response.getOutputStream());
  }

  private static void begin(String what, Period period, HttpServletResponse response) {
    var name = "%s-%s-%s.csv".formatted(what, period.from(), period.to());
    response.setContentType("text/csv;charset=UTF-8;header=present");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name).build().toString());
  }
}
