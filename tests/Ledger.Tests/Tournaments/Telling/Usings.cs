global using Gradients.Ledger.Rulebooks;
global using Gradients.Ledger.Tests.Tournaments;
global using Gradients.Ledger.Tournaments;
global using static Gradients.Ledger.Tests.Tournaments.Cast;
global using static Gradients.Ledger.Tests.Tournaments.Facts;
global using static Gradients.Ledger.Tests.Tournaments.Imports;
global using static Gradients.Ledger.Tests.Tournaments.Stages;
