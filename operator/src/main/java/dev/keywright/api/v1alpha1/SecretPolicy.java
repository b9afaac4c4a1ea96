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

/**
 * The Secret an app team wants: where its values come from, its shape, its rotation and who uses
 * it.
 */
@Group(ApiNames.GROUP)
@Version(ApiNames.VERSION)
@Plural("secretpolicies")
@ShortNames("secpol")
@Categories(ApiNames.CATEGORY)
@JsonClassDescription(
    "The Secret an app team wants: where its values come from, its shape, its rotation and who uses it.")
@AdditionalPrinterColumn(
    name = "READY",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    getDescription = "True while the target holds a value that is good to use.")
@AdditionalPrinterColumn(
    name = "STATUS",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    getDescription = "Why.")
@AdditionalPrinterColumn(
    name = "STORE",
    jsonPath = ".spec.storeRef.name",
    getDescription = "Store of the sources that name none.")
@AdditionalPrinterColumn(
    name = "VALUE-AGE",
    jsonPath = ".status.changedTime",
    type = AdditionalPrinterColumn.Type.DATE,
    getDescription = "Time since the content of the target last changed.")
@AdditionalPrinterColumn(
    name = "NEXT",
    jsonPath = ".status.rotation.nextRotationTime",
    getDescription = "When the next rotation is due.")
@AdditionalPrinterColumn(
    name = "AGE",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE,
    getDescription = "Time since the policy was created.")
@AdditionalPrinterColumn(
    name = "SYNCED",
    jsonPath = ".status.conditions[?(@.type==\"Synced\")].status",
    priority = 1,
    getDescription = "True while the target holds what the sources hold.")
@AdditionalPrinterColumn(
    name = "VERSION",
    jsonPath = ".status.version",
    priority = 1,
    getDescription = "Versions of the sources that the target holds.")
@AdditionalPrinterColumn(
    name = "MESSAGE",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1,
    getDescription = "What is going on, in a sentence.")
@AdditionalSelectableField(jsonPath = ".spec.storeRef.name")
@AdditionalSelectableField(jsonPath = ".spec.storeRef.kind")
@AdditionalSelectableField(jsonPath = ".spec.target.name")
@AdditionalSelectableField(jsonPath = ".spec.class")
public final class SecretPolicy extends CustomResource<SecretPolicySpec, SecretPolicyStatus>
    implements Namespaced {}
