package eu.ttc.grants.payment;

import eu.ttc.grants.application.ValidBic;
import eu.ttc.grants.application.ValidIban;
import fr.marcwrobel.jbanking.iban.Iban;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The programme's own bank account, from which everything is paid; the application does not start
 * with an impossible one.
 *
 * @param name holder of the account, as the bank knows it
 * @param town where the holder is established; SEPA files carry structured addresses only
 */
@Validated
@ConfigurationProperties("grants.payment.debtor")
public record ProgrammeAccount(
    @NotBlank @Size(max = 70) String name,
    @NotBlank @ValidIban String iban,
    @NotBlank @ValidBic String bic,
    @NotBlank @Size(max = 35) String town,
    @NotBlank @Pattern(regexp = "[A-Z]{2}") String country) {

  /** Without spaces, as bank files write it. */
  @Override
  public String iban() {
    return new Iban(iban.replaceAll("\\s", "")).toString();
  }
}
