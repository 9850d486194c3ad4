package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.annotation.JobWorker;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/**
 * What workers take and give travels as JSON. The client's mapper of the application knows no dates
 * and no optional values; models pass dates on as text.
 */
class WorkerVariablesTest {

  private static final List<String> NOT_AS_JSON = List.of("java.time.", "java.util.Optional");

  static Stream<Method> workers() {
    return new ClassPathScanningCandidateComponentProvider(true)
        .findCandidateComponents("eu.ttc.grants.workers").stream()
            .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
            .flatMap(worker -> Arrays.stream(worker.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(JobWorker.class));
  }

  @ParameterizedTest
  @MethodSource("workers")
  @DisplayName("variables of workers are what JSON can carry")
  void variablesCanBeWritten(Method worker) {
    var found = new TreeSet<String>();
    var seen = new ArrayList<Type>();
    collect(worker.getGenericReturnType(), found, seen);
    Arrays.stream(worker.getGenericParameterTypes()).forEach(type -> collect(type, found, seen));

    assertThat(found)
        .as("types of variables of %s", worker)
        .noneMatch(type -> NOT_AS_JSON.stream().anyMatch(type::startsWith));
  }

  /** The names of all types that a variable of this type consists of. */
  private static void collect(Type type, Set<String> found, List<Type> seen) {
    if (seen.contains(type)) {
      return;
    }
    seen.add(type);
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(part -> collect(part, found, seen));
      collect(generic.getRawType(), found, seen);
    } else if (type instanceof Class<?> plain) {
      found.add(plain.getName());
      if (plain.isRecord()) {
        Arrays.stream(plain.getRecordComponents())
            .forEach(part -> collect(part.getGenericType(), found, seen));
      }
    }
  }
}
