namespace Workshop.Labs.Doctor;

/// <summary>One line of the doctor's: ok, a note, or what is missing and how to get it.</summary>
internal sealed record Finding(string Word, string What, string Remedy)
{
    public const string Lacks = "MISSING";

    public static Finding Ok(string what) => new("ok", what, string.Empty);

    public static Finding Note(string what, string remedy) => new("note", what, remedy);

    public static Finding Missing(string what, string remedy) => new(Lacks, what, remedy);
}
