package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tests of this class together take every element and every flow of a process: Camunda Process
 * Test's coverage report says 100 %. Asked when all of them ran, not when one is run alone. Stands
 * before {@link ProcessTest}, so that the report is written when it is read.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EveryPathOf.Check.class)
@interface EveryPathOf {

  /** Process id. */
  String value();

  /**
   * Called processes of which only the outcome matters here: each is one step, answered by {@link
   * MockedWork#onCall}.
   */
  String[] mocking() default {};

  /** Reads the report after the last test. */
  final class Check implements AfterEachCallback, AfterAllCallback {

    private static final Path REPORT = Path.of("target", "coverage-report", "report.json");

    private static final Set<Method> RAN = ConcurrentHashMap.newKeySet();

    @Override
    public void afterEach(ExtensionContext test) {
      RAN.add(test.getRequiredTestMethod());
    }

    @Override
    public void afterAll(ExtensionContext tests) {
      var covering = tests.getRequiredTestClass().getDeclaredAnnotation(EveryPathOf.class);
      if (covering == null || !testsOf(tests.getRequiredTestClass()).allMatch(RAN::contains)) {
        return; // a nested class, or not all were asked for
      }
      var process = covering.value();
      for (var coverage : JsonMapper.shared().readTree(REPORT).path("coverages")) {
        if (coverage.path("processDefinitionId").asString().equals(process)) {
          assertThat(coverage.path("coverage").asDouble())
              .as("share of %s that the tests take; %s shows which is missing", process, REPORT)
              .isEqualTo(1.0);
          return;
        }
      }
      throw new AssertionError("no test takes any path of " + process);
    }

    private static Stream<Method> testsOf(Class<?> type) {
      return Stream.concat(
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class)),
          Arrays.stream(type.getDeclaredClasses()).flatMap(Check::testsOf));
    }
  }
}
