package dev.pedigree.lifecycle.name;

/// A parsed resource name. `toString` gives the text it was parsed from.
public sealed interface ResourceName
        permits AliasName,
                AssetName,
                BlobName,
                DeploymentName,
                EnvironmentName,
                EvaluationName,
                ManifestName,
                PolicyName,
                ProjectName,
                RetirementName,
                SchemaReviewName,
                VersionName {

    /// The project everything about this resource stays in.
    ProjectName project();
}
