namespace Workshop.Contract;

/// <summary>What a user writes behind <c>dotnet run --project Tests/Contract --</c>.</summary>
internal sealed record ContractCommand(Uri Address, IReadOnlyList<Uri> Health, string User, string? AuthorityFile, bool MayToggle)
{
    public const string PasswordVariable = "WORKSHOP_CONTRACT_PASSWORD";

    public const string Usage = $"""
        Checks a running workshop, ours or anybody's, against the contract: one line a rule, exit code 1 if one is broken.

        Usage: dotnet run --project Tests/Contract -- ADDRESS [--health ADDRESS]… [--lab] [--user NAME] [--ca FILE]

          ADDRESS            such as http://127.0.0.1:8080 or https://127.0.0.1:8443
          --health ADDRESS   a health port, such as http://127.0.0.1:8081; as often as there are any
          --lab              the health ports may be switched off and on
          --user NAME        who logs in, default 'user'; the password comes from {PasswordVariable}, default 'password'
          --ca FILE          certificates (PEM) that are trusted

        A wrong login is tried a few times: where failures are throttled, wait a minute between two runs.
        """;

    /// <returns>Null, and why, when it cannot be read.</returns>
    public static ContractCommand? Parse(IReadOnlyList<string> arguments, out string problem)
    {
        var command = new ContractCommand(new Uri("http://127.0.0.1:8080"), [], "user", null, false);
        problem = arguments.Count > 0 && AddressOf(arguments[0]) is { } address ? Read(arguments, address, ref command) : "The first argument is no address such as http://127.0.0.1:8080.";
        return problem.Length == 0 ? command : null;
    }

    private static string Read(IReadOnlyList<string> arguments, Uri address, ref ContractCommand command)
    {
        command = command with { Address = address };
        for (var i = 1; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--lab":
                    command = command with { MayToggle = true };
                    continue;
                case "--health" when AddressOf(value) is { } health:
                    command = command with { Health = [.. command.Health, health] };
                    break;
                case "--user" when value.Length > 0:
                    command = command with { User = value };
                    break;
                case "--ca" when File.Exists(value):
                    command = command with { AuthorityFile = value };
                    break;
                default:
                    return $"'{arguments[i]} {value}' cannot be read.";
            }

            i++;
        }

        return command.MayToggle && command.Health.Count == 0 ? "--lab needs --health." : "";
    }

    private static Uri? AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? address : null;
}
