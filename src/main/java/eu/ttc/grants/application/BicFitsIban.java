package eu.ttc.grants.application;

import fr.marcwrobel.jbanking.IsoCountry;
import fr.marcwrobel.jbanking.bic.Bic;
import fr.marcwrobel.jbanking.iban.Iban;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bank (BIC) is in the country of the account (IBAN), or in a territory that shares it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = BicFitsIban.Check.class)
public @interface BicFitsIban {

  /** Message or its key. */
  String message() default "{bicCountry}";

  /** Validation groups. */
  Class<?>[] groups() default {};

  /** Payload of Bean Validation. */
  Class<? extends Payload>[] payload() default {};

  /** The check itself; what is missing or wrong in itself is another constraint's matter. */
  class Check implements ConstraintValidator<BicFitsIban, Dossier.BankAccount> {
    @Override
    public boolean isValid(Dossier.@Nullable BankAccount account, ConstraintValidatorContext told) {
      if (account == null || fits(account.bic(), account.iban())) {
        return true;
      }
      told.disableDefaultConstraintViolation();
      told.buildConstraintViolationWithTemplate(told.getDefaultConstraintMessageTemplate())
          .addPropertyNode("bic")
          .addConstraintViolation();
      return false;
    }

    /** Whether a bank may keep an account; true for what is missing or no BIC or IBAN at all. */
    public static boolean fits(@Nullable String bic, @Nullable String iban) {
      var account = iban == null ? "" : iban.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
      if (bic == null || !Bic.isValid(bic) || !Iban.isValid(account)) {
        return true;
      }
      var bank = new Bic(bic).getCountry();
      var country = new Iban(account).getCountry();
      return bank == country
          || belongsTo(bank, country)
          || belongsTo(country, bank)
          || bank.getDependency().isPresent()
              && bank.getDependency().equals(country.getDependency());
    }

    private static boolean belongsTo(IsoCountry territory, IsoCountry country) {
      return territory.getDependency().equals(Optional.of(country));
    }
  }
}
