using System.Text.RegularExpressions;

namespace Workshop.Endpoints.Lab;

/// <summary>Decides what of an environment variable may be shown. In doubt nothing: a learner can do without a value, a secret cannot be taken back.</summary>
internal static partial class SecretMask
{
    public const string Masked = "***";

    private static readonly string[] SecretNames =
    [
        "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "PWD", "TOKEN", "KEY", "CREDENTIAL", "CONNECTIONSTRING", "AUTH", "HEADERS", "COOKIE", "SIGNATURE", "PRIVATE", "CERT", "SALT", "DSN",
    ];

    public static string Show(string name, string value) => value.Length > 0 && (IsSecretName(name) || LooksSecret().IsMatch(value)) ? Masked : value;

    // PWD is also the working folder.
    private static bool IsSecretName(string name) => name is not ("PWD" or "OLDPWD") && SecretNames.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    // redis:6379,password=x · http://user:password@host · -----BEGIN PRIVATE KEY----- · eyJhbGciOi….eyJ…. · bcrypt
    [GeneratedRegex(@"(password|pwd|secret|token|key)\s*[=:]|://[^/\s]*@|-----BEGIN|\beyJ[\w-]+\.|\$2[aby]\$", RegexOptions.IgnoreCase)]
    private static partial Regex LooksSecret();
}
