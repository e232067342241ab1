using System.Collections.Frozen;
using System.Globalization;
using Cel;
using Workshop.Cluster.Registry.Custom.Schemas;

namespace Workshop.Cluster.Registry.Custom.Expressions;

/// <summary>CEL with the functions that Kubernetes adds to it: texts, lists, patterns and addresses (https://kubernetes.io/docs/reference/using-api/cel/).</summary>
internal static class CelLibrary
{
    private static readonly CelEnvironment Environment = Create();

    /// <summary>The names of the functions beside those of the language.</summary>
    public static FrozenSet<string> Functions { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "lowerAscii", "upperAscii", "trim", "split", "replace", "substring", "indexOf", "lastIndexOf", "charAt", "join", "sum", "min", "max", "isSorted", "find", "findAll", "isURL", "isIP");

    /// <summary>A program that counts its steps against the <see cref="CelBudget"/> among its variables.</summary>
    /// <exception cref="CelException">Not an expression.</exception>
    public static CelProgramDelegate Compile(string expression) => Environment.Compile(CelSteps.Counted(expression, Environment.Parse(expression)));

    /// <returns>What is wrong with the text of an expression; null: it can be read.</returns>
    public static string? Problem(string expression)
    {
        try
        {
            Environment.Parse(expression);
            return null;
        }
        catch (Exception e) when (IsOfExpression(e))
        {
            return e.Message;
        }
    }

    /// <summary>Whether an expression or a value is to blame: the library's functions let out what the framework says of their arguments.</summary>
    public static bool IsOfExpression(Exception e) =>
        e is CelException or ArgumentException or ArithmeticException or FormatException or InvalidOperationException or InvalidCastException or KeyNotFoundException or IndexOutOfRangeException or NullReferenceException;

    private static CelEnvironment Create()
    {
        var environment = new CelEnvironment(null, "");
        AddTexts(environment);
        AddLists(environment);
        Add<CelBudget, long>(environment, CelSteps.Function, (budget, steps) => budget.Spend(steps));
        Add<string, string>(environment, "find", (text, pattern) => GoPattern.Compile(pattern).Match(text).Value);
        Add<string, string>(environment, "findAll", (text, pattern) => Matches(text, pattern, -1));
        Add<string, string, long>(environment, "findAll", Matches);
        Add<string>(environment, "isURL", text => text.StartsWith('/') || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.Length > 0 && text.Contains(':', StringComparison.Ordinal)));
        Add<string>(environment, "isIP", text => System.Net.IPAddress.TryParse(text, out var address) && (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || text.Count(c => c == '.') == 3));
        return environment;
    }

    private static void AddTexts(CelEnvironment environment)
    {
        Add<string>(environment, "lowerAscii", text => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c + 32) : c)));
        Add<string>(environment, "upperAscii", text => string.Concat(text.Select(c => char.IsAsciiLetterLower(c) ? (char)(c - 32) : c)));
        Add<string>(environment, "trim", text => text.Trim());
        Add<string, string>(environment, "split", (text, separator) => Split(text, separator, -1));
        Add<string, string, long>(environment, "split", Split);
        Add<string, string, string>(environment, "replace", (text, old, next) => old.Length == 0 ? text : text.Replace(old, next, StringComparison.Ordinal));
        Add<string, long>(environment, "substring", (text, from) => text[Index(from, text.Length)..]);
        Add<string, long, long>(environment, "substring", (text, from, to) => text[Index(from, text.Length)..Index(to, text.Length)]);
        Add<string, string>(environment, "indexOf", (text, part) => (long)text.IndexOf(part, StringComparison.Ordinal));
        Add<string, string>(environment, "lastIndexOf", (text, part) => (long)text.LastIndexOf(part, StringComparison.Ordinal));
        Add<string, long>(environment, "charAt", (text, at) => at == text.Length ? "" : text[Index(at, text.Length - 1)].ToString());
        Add<object[]>(environment, "join", list => string.Concat(list.Cast<string>()));
        Add<object[], string>(environment, "join", (list, separator) => string.Join(separator, list.Cast<string>()));
    }

    private static void AddLists(CelEnvironment environment)
    {
        Add<object[]>(environment, "sum", list => list.Length == 0 ? 0L : list[0] is double ? list.Sum(Real) : list.Sum(Whole));
        Add<object[]>(environment, "min", list => Sorted(list, "min")[0]);
        Add<object[]>(environment, "max", list => Sorted(list, "max")[^1]);
        Add<object[]>(environment, "isSorted", list => list.Zip(list.Skip(1)).All(pair => Compare(pair.First, pair.Second) <= 0));
        Add<object[], object>(environment, "indexOf", (list, item) => (long)Array.FindIndex(list, other => Equals(other, item)));
        Add<object[], object>(environment, "lastIndexOf", (list, item) => (long)Array.FindLastIndex(list, other => Equals(other, item)));
    }

    private static object[] Split(string text, string separator, long limit) =>
        limit == 0 ? []
        : separator.Length == 0 ? [.. text.Select(c => c.ToString())]
        : [.. limit < 0 ? text.Split(separator) : text.Split(separator, (int)limit)];

    private static object[] Matches(string text, string pattern, long limit) =>
        [.. GoPattern.Compile(pattern).Matches(text).Select(match => match.Value).Take(limit < 0 ? int.MaxValue : (int)limit)];

    private static int Index(long at, int end) =>
        at >= 0 && at <= end ? (int)at : throw new CelArgumentRangeException(string.Create(CultureInfo.InvariantCulture, $"index out of range: {at}"));

    private static object[] Sorted(object[] list, string function) =>
        list.Length == 0 ? throw new CelArgumentRangeException($"{function} called on empty list") : [.. list.Order(Comparer<object>.Create(Compare))];

    private static int Compare(object left, object right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (bool one, bool other) => one.CompareTo(other),
        (DateTimeOffset one, DateTimeOffset other) => one.CompareTo(other),
        (TimeSpan one, TimeSpan other) => one.CompareTo(other),
        _ => Real(left).CompareTo(Real(right)),
    };

    private static long Whole(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static double Real(object value) => value is IConvertible and not string ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : throw new CelNoSuchOverloadException("no such overload");

    private static void Add<T>(CelEnvironment environment, string name, Func<T, object> function) =>
        environment.RegisterFunction(name, [typeof(T)], arguments => function((T)arguments[0]!));

    private static void Add<T1, T2>(CelEnvironment environment, string name, Func<T1, T2, object> function) =>
        environment.RegisterFunction(name, [typeof(T1), typeof(T2)], arguments => function((T1)arguments[0]!, (T2)arguments[1]!));

    private static void Add<T1, T2, T3>(CelEnvironment environment, string name, Func<T1, T2, T3, object> function) =>
        environment.RegisterFunction(name, [typeof(T1), typeof(T2), typeof(T3)], arguments => function((T1)arguments[0]!, (T2)arguments[1]!, (T3)arguments[2]!));
}
