package eu.ttc.grants;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTest {

  private final ApplicationModules modules =
      ApplicationModules.of(GrantsApplication.class, ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);

  @Test
  @DisplayName("modules use each other only as they declare, and never in a circle")
  void bordersHold() {
    modules.verify();
  }

  @Test
  @DisplayName("the module diagrams are those of the code")
  void writesDiagrams() {
    new Documenter(modules).writeModulesAsPlantUml().writeModuleCanvases();
  }
}
