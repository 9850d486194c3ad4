package eu.ttc.grants;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.time.Clock;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

@AnalyzeClasses(packages = "eu.ttc.grants", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] DOMAIN = {
    "..kernel..",
    "..application..",
    "..information..",
    "..screening..",
    "..call..",
    "..consortium..",
    "..stateaid..",
    "..budget..",
    "..support..",
    "..withdrawal..",
    "..appeal..",
    "..evaluation..",
    "..award..",
    "..cofunding..",
    "..agreement..",
    "..claim..",
    "..payment..",
    "..recovery..",
    "..accounting..",
    "..amendment..",
    "..deadline..",
    "..notification..",
    "..identity.."
  };

  @ArchTest
  static final ArchRule camundaStaysAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackages("..workers..", "..engine..", "..workshop..", "..local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.camunda..")
          .because("rules must be readable and testable without an engine");

  @ArchTest
  static final ArchRule workersOnlyTranslate =
      noClasses()
          .that()
          .resideInAPackage("..workers..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Repository.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.jdbc..")
          .because("a worker calls the domain once; the domain owns its tables");

  @ArchTest
  static final ArchRule workersHaveNoTransactions =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("..workers..")
          .should()
          .notBeAnnotatedWith(Transactional.class)
          .because("the transaction of a step is the one of its domain call");

  @ArchTest
  static final ArchRule timeIsGiven =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "now() without a Clock",
                  (JavaCall<?> call) ->
                      call.getTarget().getName().equals("now")
                          && call.getTarget().getOwner().getPackageName().equals("java.time")
                          && call.getTarget().getRawParameterTypes().stream()
                              .noneMatch(type -> type.isEquivalentTo(Clock.class))))
          .because("time comes from an injected clock");

  @ArchTest
  static final ArchRule moneyIsExact =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(DOMAIN)
          .should()
          .haveRawType(double.class)
          .orShould()
          .haveRawType(float.class)
          .orShould()
          .haveRawType(Double.class)
          .because("binary fractions lose cents");

  @ArchTest
  static final ArchRule entitiesGuardTheirState =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .areAnnotatedWith(Entity.class)
          .should()
          .haveNameNotMatching("set[A-Z].*")
          .because("an aggregate changes by verbs that check, not by setters");
}
