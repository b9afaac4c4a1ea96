package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.keywright.api.ApiNames;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A way in to a store for the policies of one namespace. */
@Group(ApiNames.GROUP)
@Version(ApiNames.VERSION)
@Plural("secretstores")
@ShortNames("secstore")
@Categories(ApiNames.CATEGORY)
@JsonClassDescription("A way in to a store for the policies of one namespace.")
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    getDescription = "True while the store answers us.")
@AdditionalPrinterColumn(
    name = "REASON",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    getDescription = "Why.")
@AdditionalPrinterColumn(
    name = "POLICIES",
    jsonPath = ".status.policies",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "Policies that name this store.")
@AdditionalSelectableField(jsonPath = ".spec.class")
public final class SecretStore extends CustomResource<SecretStoreSpec, SecretStoreStatus>
    implements Namespaced {}
