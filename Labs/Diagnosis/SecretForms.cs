using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workshop.Labs.Diagnosis;

/// <summary>How one secret may be written: as it is, without blanks around it, line by line, in base64, in JSON, in an address.</summary>
internal static class SecretForms
{
    /// <value>What is shorter is a word as any other: taking it out would take half a log along.</value>
    public const int Shortest = 4;

    private static readonly HashSet<string> CommonWords = new(StringComparer.OrdinalIgnoreCase) { "true", "false", "null", "none", "default", "user", "admin", "test", "redis", "auth", "hello", "http", "https" };

    public static IEnumerable<string> Of(string secret)
    {
        var bare = secret.Trim();
        if (!IsTelling(bare))
        {
            return [];
        }

        string[] texts = [bare, .. bare.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= 16 && !line.StartsWith("-----", StringComparison.Ordinal))];
        return texts.SelectMany(text => new[] { text, JsonOf(text, JavaScriptEncoder.Default), JsonOf(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping), Uri.EscapeDataString(text), Base64(text) }).Append(Base64(secret)).Where(IsTelling);
    }

    private static bool IsTelling(string text) => text.Length >= Shortest && !CommonWords.Contains(text);

    private static string JsonOf(string text, JavaScriptEncoder encoder) => JsonEncodedText.Encode(text, encoder).Value;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=');
}
