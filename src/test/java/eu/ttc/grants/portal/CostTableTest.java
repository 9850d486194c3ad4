package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostTableTest {

  private static final String HEAD =
      "partner;category;description;invoiceNumber;invoiceOn;paidOn;amount;document\n";

  @Test
  void readsRowsWithQuotesAndSemicolons() {
    var table =
        CostTable.read(
            HEAD
                + "1;INDUSTRIAL_RESEARCH;\"Laser; 2"
                + " pieces\";2027/14;2027-03-01;05.03.2027;1.234,50;laser.pdf\n"
                + "\n"
                + "2;PATENTS;Filing;P-1;2027-04-01;2027-04-02;900\n");

    assertThat(table.problem()).isEmpty();
    assertThat(table.rows()).hasSize(2);
    assertThat(table.rows().getFirst())
        .containsEntry("description", "Laser; 2 pieces")
        .containsEntry("amount", "1.234,50")
        .containsEntry("document", "laser.pdf");
    assertThat(table.rows().getLast()).containsEntry("document", "");
  }

  @Test
  void readsCommasAnyOrderAnyCaseAndTheMarkOfASpreadsheet() {
    var table =
        CostTable.read(
            "\uFEFFAmount,Partner,Category,Description,InvoiceNumber,InvoiceOn,PaidOn\n"
                + "12.50,1,PATENTS,Filing,P-1,2027-04-01,2027-04-02\n");

    assertThat(table.problem()).isEmpty();
    assertThat(table.rows().getFirst())
        .containsEntry("amount", "12.50")
        .containsEntry("partner", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "partner;category\n1;PATENTS\n",
        "partner;category;description;invoiceNumber;invoiceOn;paidOn;amount\n",
        "partner;category;description;invoiceNumber;invoiceOn;paidOn;amount\n1;\"PATENTS;x\n"
      })
  void saysWhatIsNoTable(String text) {
    var table = CostTable.read(text);

    assertThat(table.problem()).isNotBlank();
    assertThat(table.rows()).isEmpty();
  }
}
