using System.Globalization;

namespace Workshop.Endpoints.Users;

/// <summary>Reads <c>NAME:BCRYPT[:EMAIL]</c>, as <c>htpasswd -B -C 10</c> writes it but for the address.</summary>
internal static class UserLine
{
    // $2a$10$ and 53 letters of salt and hash.
    private const int HashCharacters = 60;

    /// <param name="line">Without white space around it.</param>
    /// <param name="problem">What is wrong with it: a part of a sentence that holds nothing of the hash.</param>
    /// <returns>Null when it cannot be used.</returns>
    public static User? Parse(string line, out string problem)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return Entry(colon > 0 ? line[..colon] : "", line[(colon + 1)..], out problem);
    }

    /// <param name="name">Without a colon.</param>
    /// <param name="entry">What follows it: <c>BCRYPT[:EMAIL]</c>.</param>
    /// <param name="problem">As in <see cref="Parse"/>.</param>
    public static User? Entry(string name, string entry, out string problem)
    {
        var parts = entry.Trim().Split(':', 2);
        problem = name.Length > 0 ? ProblemOf(parts[0]) : "has no name";
        return problem.Length == 0 ? new User(name, parts.Length > 1 ? parts[1] : $"{name}@example.com", parts[0]) : null;
    }

    // $2a$10$vJgadGXiMOz8KkUabZutDu…
    private static string ProblemOf(string hash)
    {
        if (hash.Length != HashCharacters || !hash.StartsWith("$2", StringComparison.Ordinal) || hash[3] != '$' || hash[6] != '$'
            || !int.TryParse(hash.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost))
        {
            return "has no bcrypt hash";
        }

        return cost is < PasswordCheck.Cost or > PasswordCheck.MostCost
            ? $"has a bcrypt hash of the cost {cost}, which must be {PasswordCheck.Cost} to {PasswordCheck.MostCost}: less is guessed too fast, more keeps auth from answering others"
            : "";
    }
}
