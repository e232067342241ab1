using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Requests;

/// <summary>The options that create, update and patch share.</summary>
internal static class WriteQuery
{
    /// <summary>Longest name of a field manager.</summary>
    private const int ManagerLimit = 128;

    /// <param name="optionsKind">CreateOptions, UpdateOptions or PatchOptions: the name that messages give them.</param>
    public static WriteOptions Read(HttpRequest request, string optionsKind)
    {
        var manager = request.Query.Text("fieldManager");
        if (manager?.Length > ManagerLimit)
        {
            throw ApiFailures.InvalidOption(optionsKind, "fieldManager", "FieldValueTooLong", $"Too long: may not be more than {ManagerLimit} bytes");
        }

        return new WriteOptions
        {
            FieldValidation = Validation(request.Query.Text("fieldValidation"), optionsKind),
            DryRun = request.Query.DryRun(optionsKind),
            FieldManager = manager ?? FromUserAgent(request.Headers.UserAgent.ToString()),
            Approve = request.HttpContext.Features.Get<WriteApproval>(),
            Warnings = RequestWarnings.Of(request.HttpContext),
        };
    }

    /// <summary>Whether a patch takes what others own. Only who applies may say so, and who applies must say who it is.</summary>
    public static bool Force(HttpRequest request, bool isApply)
    {
        if (isApply && string.IsNullOrEmpty(request.Query.Text("fieldManager")))
        {
            throw ApiFailures.InvalidOption("PatchOptions", "fieldManager", "FieldValueRequired", "Required value: is required for apply patch");
        }

        return isApply || request.Query.Text("force") is null
            ? request.Query.Flag("force")
            : throw ApiFailures.InvalidOption("PatchOptions", "force", "FieldValueForbidden", "Forbidden: may not be specified for non-apply patch");
    }

    private static FieldValidation Validation(string? text, string optionsKind) => text switch
    {
        null or "Warn" => FieldValidation.Warn,
        "Ignore" => FieldValidation.Ignore,
        "Strict" => FieldValidation.Strict,
        _ => throw ApiFailures.InvalidOption(
            optionsKind, "fieldValidation", "FieldValueNotSupported", $"Unsupported value: \"{text}\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""),
    };

    // A client that names no manager is known by its program: "curl/8.5.0" → curl.
    private static string? FromUserAgent(string agent)
    {
        var program = agent.Split('/', ' ')[0];
        return program.Length is > 0 and <= ManagerLimit ? program : null;
    }
}
