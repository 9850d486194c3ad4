package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.FieldProblem;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps us from paying to an account (domain.md § 7; ISO 13616, ISO 9362). */
@DisplayName("An account of a payee")
class PayeeAccountTest {

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      textBlock =
          """
          NL91ABNA0417164300,            ,            Vacuwash B.V., ''
          nl91 abna 0417 1643 00,        ABNANL2A,    VACUWASH BV,   ''
          BE68539007547034,              GEBABEBB,    Vacuwash B.V., ''
          FR1420041010050500013M02606,   BNPAMQMX,    Vacuwash B.V., ''
          GB29NWBK60161331926819,        NWBKGGS1,    Vacuwash B.V., ''
          NL91ABNA0417164301,            ,            Vacuwash B.V., iban iban
          NL68539007547034,              ,            Vacuwash B.V., iban iban
          BE91ABNA0417164300,            ,            Vacuwash B.V., iban iban
          ,                              ,            Vacuwash B.V., iban required
          TR330006100519786457841326,    ,            Vacuwash B.V., iban sepa
          NL91ABNA0417164300,            GEBABEBB,    Vacuwash B.V., bic bicCountry
          BE68539007547034,              COBADEFF,    Vacuwash B.V., bic bicCountry
          NL91ABNA0417164300,            ABNA,        Vacuwash B.V., bic bic
          NL91ABNA0417164300,            ,            J. Jansen,     holder owner
          NL91ABNA0417164300,            ,            ,              holder required
          """)
  void mustBeValidFitItsBankAndBelongToTheEnterprise(
      String iban, String bic, String holder, String problem) {
    assertThat(PayeeAccount.problems(iban, bic, holder, "Vacuwash B.V."))
        .extracting(PayeeAccountTest::told)
        .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
  }

  private static String told(FieldProblem problem) {
    return problem.field() + " " + problem.rule();
  }
}
