package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JavaProgramTest {

  @Test
  void jarsThatMuchIsLoadedFromComeFirstAndOthersKeepTheirOrder() {
    var jars =
        Stream.of("b.jar", "a.jar", "zeebe-broker.jar", "spring-core.jar", "spring-aop.jar")
            .map(Path::of)
            .toList();

    var program =
        new JavaProgram(
            "program", "program", "Main", List.of(), jars, List.of(), Map.of(), Path.of("."));

    assertThat(program.classPath().stream().map(Path::toString))
        .containsExactly("spring-core.jar", "spring-aop.jar", "zeebe-broker.jar", "b.jar", "a.jar");
  }
}
