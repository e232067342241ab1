using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Labs.Diagnosis;

/// <summary>The values of secrets that this machine has: they are read for one purpose, that of taking them out of everything else.</summary>
internal static partial class KnownSecrets
{
    private const int Largest = 64 * 1024;

    /// <summary>Parameters, keys, tokens, and the Secrets that pods have as files.</summary>
    public static IEnumerable<string> OfState(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(path => HoldsSecret(Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .SelectMany(OfFile);
    }

    /// <summary>Tokens, passwords and keys of every user in a kubeconfig.</summary>
    public static IEnumerable<string> OfKubeconfig(string path) =>
        File.Exists(path) ? KubeconfigValue().Matches(File.ReadAllText(path)).SelectMany(found => WithDecoded(found.Groups[1].Value.Trim('"', '\''))) : [];

    /// <summary>Variables whose names say that they are secret, and values given to parameters.</summary>
    public static IEnumerable<string> OfEnvironment(IDictionary variables) => variables.Cast<DictionaryEntry>()
        .Where(variable => SecretNames.IsSecret((string)variable.Key) || ((string)variable.Key).StartsWith("Parameters__", StringComparison.OrdinalIgnoreCase))
        .Select(variable => variable.Value as string ?? string.Empty);

    /// <summary>What the cluster's Secrets hold.</summary>
    /// <param name="list">A SecretList as the API gives it.</param>
    public static IEnumerable<string> OfSecrets(JsonNode? list) => (list?["items"] as JsonArray ?? [])
        .SelectMany(secret => (secret?["data"] as JsonObject ?? []).Where(entry => entry.Key != "namespace"))
        .SelectMany(entry => WithDecoded(entry.Value?.ToString() ?? string.Empty));

    // parameters.json, pki/sa.key, pki/admin.token, tls/key.pem, pods/UID/volumes/…
    private static bool HoldsSecret(string path) =>
        path is "parameters.json" || SecretFile().IsMatch(path);

    private static IEnumerable<string> OfFile(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: < Largest })
        {
            return [];
        }

        var text = File.ReadAllText(path);
        return path.EndsWith(".json", StringComparison.Ordinal) ? OfJson(text) : [text];
    }

    private static IEnumerable<string> OfJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject all ? [.. all.Select(entry => entry.Value?.ToString() ?? string.Empty)] : [];
        }
        catch (JsonException)
        {
            // A damaged file is one secret as a whole: its lines go.
            return [text];
        }
    }

    private static IEnumerable<string> WithDecoded(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? [value, Encoding.UTF8.GetString(bytes, 0, length)] : [value];
    }

    [GeneratedRegex(@"(\.key|\.token|key\.pem|\.pfx)$|^pods/[^/]+/volumes/.*(secret|password|token|key)", RegexOptions.IgnoreCase)]
    private static partial Regex SecretFile();

    // token: 0f3a…, client-key-data: LS0t…, password: …
    [GeneratedRegex(@"^\s*-?\s*(?:token|password|client-key-data|client-certificate-data|id-token|refresh-token|access-token):\s*(\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex KubeconfigValue();
}
