// Made-up people's names for a large agency: a few are very common, most are not, and one in twelve was written down with an error. Knows no database.

export const GIVEN =
  "Maria James Linda Robert Ana David Fatima Michael Susan Jose Karen Daniel Nguyen Carlos Mei Thomas Aisha Kevin Rosa Marcus Elena Brian Yusuf Grace Omar Denise Pavel Tamika Luis Hannah Ivan Keisha Dmitri Carol Mateo Brenda Samuel Olga Andre Sofia Terrence Beatriz Malik Joan Viktor Latoya Hassan Emily Ramon Nadia Gerald Lucia Darnell Irene Kofi Paula Abdul Theresa Sergio Wanda Isaac Marisol Curtis Leila Roland Esperanza Quentin Agnes Tariq Philippa";

export const FAMILY =
  "Smith Garcia Johnson Nguyen Williams Martinez Brown Lee Rodriguez Jones Hernandez Davis Lopez Wilson Gonzalez Miller Perez Anderson Kim Sanchez Thomas Ramirez Jackson Torres White Flores Harris Rivera Clark Gomez Lewis Diaz Robinson Cruz Walker Reyes Young Morales Allen Gutierrez King Ortiz Wright Chavez Scott Ramos Hill Ruiz Green Mendoza Adams Alvarez Baker Castillo Nelson Vasquez Carter Jimenez Mitchell Moreno Campbell Romero Roberts Herrera Turner Medina Phillips Aguilar Evans Vargas Parker Guzman Collins Mendez Edwards Munoz Stewart Salazar Morris Garza Murphy Soto Cook Vega Rogers Delgado Morgan Rojas Peterson Castro Cooper Pena Reed Contreras Bailey Sandoval Bell Guerrero Kelly Rios Howard Estrada Ward Ortega Cox Nunez Richardson Maldonado Watson Dominguez Brooks Okonkwo Kowalski Haddad Abebe Papadopoulos Fitzgerald Lindqvist Chowdhury Yamamoto Oyelaran Stankovic";

/** As they are typed at the counter: letters left out, turned round, doubled, or written as they sound; none is a name above. */
export const MISTYPED = [
  "Rodrigez",
  "Hernadez Maria",
  "Gonzales",
  "Jonson Robert",
  "Nguyne",
  "Martines Ana",
  "Willams",
  "Guttierez",
  "Kowalsky",
  "Papadopolos Elena",
  "Fitzgerld",
  "Chowdury Aisha",
  "Ramires Luis",
  "Andersen Thomas",
  "Vasqez Marisol",
  "Lindquist",
  "Stewert",
  "Philips Karen",
  "Oyelarn",
  "Esperansa Castillo",
];
