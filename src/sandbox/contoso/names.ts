/** Names of the sandbox's people, combined by the seed; made up, from many places. */
export const givenNames =
  'Aaliyah Aarav Abigail Adam Aiko Alba Amara Amir Ana Anders Anika Astrid Aylin Bao Beatriz Ben Bilal Camila Carlos Chen Chloe Clara Daan Daniela David Diego Dina Elena Elif Emma Enzo Erik Fatima Felix Fiona Gabriel Grace Hana Hassan Hugo Ida Imani Ingrid Isabel Ivan Jade Jakob Jamal Javier Jonas Julia Kai Kamal Karin Kenji Khalid Lars Laura Leila Leo Lina Luca Lucia Malik Maria Marco Mateo Maya Mei Mia Milan Mina Mohamed Nadia Naomi Nina Noah Nora Olga Omar Oscar Pablo Paula Petra Priya Rafael Rania Ravi Rosa Ruth Salma Samuel Sara Sofia Sven Tara Theo Tomas Uma Valeria Victor Wei Yara Yuki Zainab Zoe'.split(
    ' ',
  );

export const surnames =
  'Abbas Achterberg Adeyemi Ahmed Alvarez Andersen Arslan Bakker Barros Bauer Becker Bergman Bianchi Blanc Borges Brandt Carter Castro Chang Costa Cruz Dahl Daniels Diallo Duarte Dubois Ellis Eriksen Evans Farouk Ferrari Fischer Flores Fontaine Fraser Garcia Gomez Greco Gupta Haddad Hall Hansen Hayashi Hoffmann Hughes Ibrahim Ito Ivanova Jansen Jensen Johansson Jones Kaya Keller Khan Kim Klein Kowalski Kumar Lam Larsen Laurent Lee Lima Lopez Lund Malik Marin Martin Mendes Meyer Moreau Morris Nakamura Nguyen Nielsen Nowak Okafor Olsen Ortiz Osman Park Patel Pereira Petrov Quinn Ramos Reyes Ricci Rivera Rossi Ruiz Saito Santos Schmidt Silva Singh Smith Sokolov Suzuki Tanaka Torres Vargas Vos Wagner Walker Weber Wong Yilmaz Young Zhang Zimmermann'.split(
    ' ',
  );
