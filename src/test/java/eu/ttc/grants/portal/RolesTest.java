package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.identity.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("What needs a role is refused to everybody without it")
class RolesTest {

  private final People people;
  private final int port;

  RolesTest(People people, @LocalServerPort int port) {
    this.people = people;
    this.port = port;
  }

  @ParameterizedTest(name = "{0} {1} by {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /api/applications                                          | PROGRAMME_OFFICER | 403
          POST | /api/applications                                          | EVALUATOR         | 403
          POST | /api/applications                                          | AUDITOR           | 403
          POST | /api/applications                                          | ADMINISTRATOR     | 403
          PUT  | /api/applications/V-2026-999999                            | PROGRAMME_MANAGER | 403
          POST | /api/applications/V-2026-999999/submission                 | PROGRAMME_OFFICER | 403
          POST | /api/applications/V-2026-999999/agreement/acceptance       | PROGRAMME_OFFICER | 403
          POST | /api/applications/V-2026-999999/claims                     | FINANCE_OFFICER   | 403
          POST | /api/applications/F-2026-999999/co-funding                 | PROGRAMME_OFFICER | 403
          POST | /api/applications/F-2026-999999/co-funding/submission      | PROGRAMME_MANAGER | 403
          POST | /api/applications/F-2026-999999/co-funding/reduced-grant   | AUDITOR           | 403
          GET  | /api/applications/F-2026-999999/co-funding                 | EVALUATOR         | 404
          POST | /api/applications/F-2026-999999/co-funding/departures      | PROGRAMME_MANAGER | 403
          POST | /api/applications/F-2026-999999/co-funding/departures      | APPLICANT         | 403
          POST | /api/applications/F-2026-999999/co-funding/departures      | PROGRAMME_OFFICER | 404
          POST | /api/applications/F-2026-999999/co-funding/replacement     | PROGRAMME_OFFICER | 403
          POST | /api/applications/F-2026-999999/changes                    | PROGRAMME_OFFICER | 403
          POST | /api/applications/F-2026-999999/changes/1/withdrawal       | PROGRAMME_MANAGER | 403
          GET  | /api/applications/F-2026-999999/changes                    | EVALUATOR         | 404
          GET  | /api/changes                                               | APPLICANT         | 403
          GET  | /api/changes                                               | EVALUATOR         | 403
          GET  | /api/changes                                               | PROGRAMME_OFFICER | 200
          GET  | /api/changes                                               | AUDITOR           | 200
          POST | /api/applications/V-2026-999999/hold                       | FINANCE_OFFICER   | 403
          POST | /api/applications/V-2026-999999/hold                       | EVALUATOR         | 403
          POST | /api/applications/V-2026-999999/hold                       | PROGRAMME_MANAGER | 404
          POST | /api/applications/V-2026-999999/hold/end                   | APPLICANT         | 403
          POST | /api/applications/V-2026-999999/hold/end                   | PROGRAMME_OFFICER | 404
          GET  | /api/experts                                               | PROGRAMME_MANAGER | 403
          GET  | /api/experts                                               | EVALUATOR         | 403
          GET  | /api/experts                                               | ADMINISTRATOR     | 200
          GET  | /api/experts/nobody                                        | ADMINISTRATOR     | 404
          POST | /api/experts                                               | PROGRAMME_OFFICER | 403
          POST | /api/experts                                               | ADMINISTRATOR     | 422
          PUT  | /api/experts/nobody                                        | AUDITOR           | 403
          PUT  | /api/experts/nobody                                        | ADMINISTRATOR     | 404
          GET  | /api/applications/F-2026-999999/evaluations                | EVALUATOR         | 403
          GET  | /api/applications/F-2026-999999/evaluations                | AUDITOR           | 404
          POST | /api/applications/F-2026-999999/evaluations/1/voiding      | PROGRAMME_MANAGER | 403
          POST | /api/applications/F-2026-999999/evaluations/1/voiding      | PROGRAMME_OFFICER | 404
          GET  | /api/payments                                              | APPLICANT         | 403
          GET  | /api/payments                                              | PROGRAMME_OFFICER | 403
          GET  | /api/payments                                              | AUDITOR           | 200
          GET  | /api/payments                                              | FINANCE_OFFICER   | 200
          GET  | /api/payment-batches                                       | EVALUATOR         | 403
          GET  | /api/payment-batches                                       | AUDITOR           | 200
          POST | /api/payment-batches                                       | APPLICANT         | 403
          POST | /api/payment-batches                                       | AUDITOR           | 403
          POST | /api/payment-batches                                       | PROGRAMME_MANAGER | 403
          POST | /api/payment-batches/B-2026-000001/release                 | ADMINISTRATOR     | 403
          POST | /api/payment-batches/nonsense/release                      | FINANCE_OFFICER   | 404
          GET  | /api/payment-batches/nonsense                              | FINANCE_OFFICER   | 404
          GET  | /api/payment-batches/nonsense/file                         | FINANCE_OFFICER   | 404
          GET  | /api/payments?state=LOST                                   | FINANCE_OFFICER   | 422
          GET  | /api/payments/nonsense                                     | FINANCE_OFFICER   | 404
          GET  | /api/payments/nonsense                                     | PROGRAMME_OFFICER | 403
          POST | /api/payments/nonsense/remedy                              | AUDITOR           | 403
          POST | /api/payments/nonsense/remedy                              | FINANCE_OFFICER   | 422
          GET  | /api/payments/bank-accounts                                | AUDITOR           | 200
          GET  | /api/payments/bank-accounts                                | APPLICANT         | 403
          POST | /api/payments/bank-accounts/V-2026-999999/1/approval       | PROGRAMME_MANAGER | 403
          POST | /api/payments/bank-accounts/V-2026-999999/1/approval       | FINANCE_OFFICER   | 404
          POST | /api/applications/V-2026-999999/bank-account               | FINANCE_OFFICER   | 403
          GET  | /api/payments/refunds/V-2026-999999/1                      | PROGRAMME_MANAGER | 403
          GET  | /api/payments/refunds/V-2026-999999/1                      | AUDITOR           | 404
          POST | /api/payments/refunds/V-2026-999999/1/1/release            | AUDITOR           | 403
          POST | /api/payments/refunds/V-2026-999999/1/1/release            | FINANCE_OFFICER   | 404
          GET  | /api/bank-statements/999999/entries/1                      | FINANCE_OFFICER   | 404
          POST | /api/bank-statements/999999/entries/1/confirmation         | AUDITOR           | 403
          POST | /api/bank-statements/999999/entries/1/confirmation         | FINANCE_OFFICER   | 404
          POST | /api/bank-statements                                       | APPLICANT         | 403
          POST | /api/bank-statements                                       | AUDITOR           | 403
          POST | /api/bank-statements                                       | FINANCE_OFFICER   | 415
          GET  | /api/applications/V-2026-999999/state-aid                  | PROGRAMME_OFFICER | 404
          GET  | /api/applications/V-2026-999999/state-aid                  | APPLICANT         | 404
          GET  | /api/applications/nonsense/state-aid                       | AUDITOR           | 404
          GET  | /api/accounting/postings.csv?from=2026-11-01&to=2026-11-02 | APPLICANT         | 403
          GET  | /api/accounting/postings.csv?from=2026-11-01&to=2026-11-02 | PROGRAMME_MANAGER | 403
          GET  | /api/accounting/postings.csv?from=2026-11-01&to=2026-11-02 | AUDITOR           | 200
          GET  | /api/accounting/payments.csv?from=2026-11-01&to=2026-11-02 | EVALUATOR         | 403
          GET  | /api/accounting/payments.csv?from=2026-11-01&to=2026-11-02 | FINANCE_OFFICER   | 200
          GET  | /api/reconciliation/2026-11-01                             | PROGRAMME_OFFICER | 403
          GET  | /api/reconciliation/2026-11-01                             | AUDITOR           | 200
          GET  | /api/recoveries                                            | APPLICANT         | 403
          GET  | /api/recoveries                                            | PROGRAMME_OFFICER | 403
          GET  | /api/recoveries                                            | FINANCE_OFFICER   | 200
          GET  | /api/recoveries?state=LOST                                 | AUDITOR           | 422
          POST | /api/applications/V-2026-999999/suspicions                 | FINANCE_OFFICER   | 403
          POST | /api/applications/V-2026-999999/suspicions                 | PROGRAMME_MANAGER | 404
          POST | /api/applications/V-2026-999999/recoveries/1/waiver        | AUDITOR           | 403
          POST | /api/applications/V-2026-999999/recoveries/1/answer        | PROGRAMME_MANAGER | 403
          GET  | /api/applications/V-2026-999999/conditions                 | PROGRAMME_OFFICER | 404
          GET  | /api/applications/F-2026-999999/progress-reports           | AUDITOR           | 404
          POST | /api/applications/F-2026-999999/progress-reports/1         | PROGRAMME_OFFICER | 403
          POST | /api/applications/F-2026-999999/progress-reports/1         | APPLICANT         | 404
          GET  | /api/calls                                                 | EVALUATOR         | 200
          GET  | /api/calls/nonsense                                        | APPLICANT         | 404
          POST | /api/calls                                                 | APPLICANT         | 403
          POST | /api/calls                                                 | PROGRAMME_MANAGER | 403
          POST | /api/calls                                                 | ADMINISTRATOR     | 422
          POST | /api/calls/C-1999-01/closure                               | AUDITOR           | 403
          POST | /api/calls/C-1999-01/closure                               | ADMINISTRATOR     | 404
          GET  | /api/calls/C-1999-01/ranking                               | APPLICANT         | 403
          GET  | /api/calls/C-1999-01/ranking                               | EVALUATOR         | 403
          GET  | /api/calls/C-1999-01/ranking                               | AUDITOR           | 404
          GET  | /api/calls/C-1999-01/panel                                 | APPLICANT         | 403
          POST | /api/calls/C-1999-01/panel                                 | PROGRAMME_MANAGER | 403
          POST | /api/calls/C-1999-01/panel                                 | ADMINISTRATOR     | 404
          GET  | /api/applications/F-2026-999999/ranking                    | PROGRAMME_OFFICER | 404
          GET  | /api/applications/F-2026-999999/consortium                 | PROGRAMME_OFFICER | 404
          POST | /api/applications/F-2026-999999/agreement/extension        | APPLICANT         | 403
          POST | /api/applications/F-2026-999999/agreement/extension        | FINANCE_OFFICER   | 403
          POST | /api/applications/F-2026-999999/agreement/extension        | PROGRAMME_OFFICER | 404
          GET  | /api/signatures/nonsense                                   | PROGRAMME_OFFICER | 403
          GET  | /api/signatures/nonsense                                   | APPLICANT         | 404
          GET  | /api/participations/nonsense                               | PROGRAMME_OFFICER | 403
          GET  | /api/participations/nonsense                               | APPLICANT         | 404
          POST | /api/participations/nonsense/confirmation                  | ADMINISTRATOR     | 403
          POST | /api/participations/nonsense/confirmation                  | APPLICANT         | 404
          POST | /api/participations/nonsense/refusal                       | EVALUATOR         | 403
          GET  | /api/budget/lines/VOUCHER/postings                         | APPLICANT         | 403
          GET  | /api/budget/lines/VOUCHER/postings                         | PROGRAMME_OFFICER | 403
          GET  | /api/budget/lines/VOUCHER/postings                         | EVALUATOR         | 403
          GET  | /api/budget/lines/VOUCHER/postings                         | FINANCE_OFFICER   | 200
          GET  | /api/budget/lines/VOUCHER/postings                         | PROGRAMME_MANAGER | 200
          GET  | /api/budget/lines/VOUCHER/postings                         | ADMINISTRATOR     | 200
          GET  | /api/budget/lines/VOUCHER/postings                         | AUDITOR           | 200
          GET  | /api/budget/lines/NONE/postings                            | AUDITOR           | 404
          GET  | /api/budget/lines/VOUCHER/postings?bucket=LOST             | AUDITOR           | 422
          GET  | /api/budget/lines/VOUCHER/postings?application=V-1         | AUDITOR           | 422
          GET  | /api/budget/lines/VOUCHER/postings?from=yesterday          | AUDITOR           | 422
          GET  | /api/budget/lines/VOUCHER/vouchers                         | APPLICANT         | 403
          GET  | /api/budget/lines/VOUCHER/vouchers                         | AUDITOR           | 200
          GET  | /api/budget/lines/VOUCHER/vouchers/1                       | AUDITOR           | 200
          GET  | /api/budget/lines/VOUCHER/vouchers/36                      | AUDITOR           | 404
          GET  | /api/budget                                                | APPLICANT         | 200
          GET  | /api/budget?at=2026-01-01T00:00:00Z                        | APPLICANT         | 200
          GET  | /api/budget?at=tomorrow                                    | APPLICANT         | 422
          GET  | /api/budget?at=9999-01-01T00:00:00Z                        | APPLICANT         | 422
          POST | /api/budget/lines/FUND/allocations                         | PROGRAMME_MANAGER | 403
          POST | /api/budget/lines/FUND/allocations                         | FINANCE_OFFICER   | 403
          POST | /api/budget/lines/FUND/allocations                         | AUDITOR           | 403
          POST | /api/budget/lines/FUND/allocations                         | ADMINISTRATOR     | 422
          GET  | /actuator/metrics                                          | APPLICANT         | 403
          """)
  void isKept(String method, String path, Role role, int status) {
    var person = Http.at(port).as(people.with(role));

    var answer =
        method.equals("GET")
            ? person.get(path)
            : person.send(method, path, "application/json", "{}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (status != 200) {
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
  }
}
