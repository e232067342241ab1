using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation.Policy;

/// <summary>Who signs tokens lets users in. They stand in a Secret beside it, a line each; without that Secret nobody is let in but those whom Redis knows.</summary>
internal static class TokenUsers
{
    /// <value>The setting in which the users are read, and the file of that name.</value>
    public const string Variable = "Workshop__Users";

    private const string SigningKey = "Workshop__Signing__Key";

    /// <returns>False also where the model itself says who the users are.</returns>
    public static bool Has(Workload workload) =>
        workload.Environment.Any(variable => variable.Name == SigningKey && SecretFiles.IsFile(workload, variable)) && workload.Environment.All(variable => variable.Name != Variable);

    public static string SecretOf(Workload workload) => $"{workload.Name}-users";
}
