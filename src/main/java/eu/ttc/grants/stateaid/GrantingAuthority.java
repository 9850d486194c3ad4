package eu.ttc.grants.stateaid;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Whose aid the programme's grants are.
 *
 * @param memberState the State of the managing authority, ISO 3166; the ceiling holds for what a
 *     single undertaking gets from it (Regulation (EU) 2023/2831, Art. 3(2))
 */
@Validated
@ConfigurationProperties("grants.state-aid")
record GrantingAuthority(@NotBlank @Pattern(regexp = "[A-Z]{2}") String memberState) {}
