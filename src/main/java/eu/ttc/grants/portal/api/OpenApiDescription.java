package eu.ttc.grants.portal.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's description at {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
    info =
        @Info(
            title = "Grant approval engine",
            version = "1",
            description =
                "Everything the pages do. Amounts are euro cents. Errors are problem details"
                    + " (RFC 9457); fields that are wrong are listed in 'errors'."),
    security = @SecurityRequirement(name = "basic"))
@SecurityScheme(name = "basic", type = SecuritySchemeType.HTTP, scheme = "basic")
class OpenApiDescription {

  @Bean
  OpenApiCustomizer idempotencyKeyOnEveryPost() {
    return api ->
        api.getPaths().values().stream()
            .map(PathItem::getPost)
            .filter(post -> post != null)
            .forEach(OpenApiDescription::takesKey);
  }

  private static void takesKey(Operation post) {
    post.addParametersItem(
        new HeaderParameter()
            .name(IdempotencyKeys.HEADER)
            .description("Repeating a request with the same key has one effect")
            .schema(new StringSchema().maxLength(200)));
  }
}
